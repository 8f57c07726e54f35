# Finds out which packages the configured feeds carry; sourced by ./run and ./test.

say() { printf '%s\n' "$*" >&2; }

require_dotnet() {
  if ! command -v dotnet >/dev/null; then
    say "The .NET 10 SDK is needed: https://dot.net/download"
    return 1
  fi
}

# choose_feed ROOT [ARGUMENT...]
# Says which build is used. A success is remembered in ROOT/.feed.props, which Directory.Build.props imports;
# nothing else is: a feed that was down or incomplete yesterday is asked again today.
choose_feed() {
  local root=$1 argument
  shift
  for argument in "$@"; do
    case $argument in
      [-/]p:FullFeed=* | -property:FullFeed=* | --property:FullFeed=*)
        say "Packages: FullFeed=${argument##*=}, as asked."
        return 0
        ;;
    esac
  done
  if [ -n "${FullFeed:-}" ]; then
    say "Packages: FullFeed=$FullFeed, as the environment says."
    return 0
  fi

  local remembered=$root/.feed.props
  if grep -qs '<FullFeed>true<' "$remembered" && [ ! "$root/Directory.Packages.props" -nt "$remembered" ] \
    && [ ! "$root/build/FeedProbe.csproj" -nt "$remembered" ]; then
    say "Packages: the full feed (remembered in .feed.props)."
    return 0
  fi

  rm -f "$remembered"
  if probe_feed "$root"; then
    printf '<Project>\n  <PropertyGroup>\n    <FullFeed>true</FullFeed>\n  </PropertyGroup>\n</Project>\n' >"$remembered"
    say "Packages: the full feed."
  else
    say "Packages: the core feed ($probe_failure; -p:FullFeed=true forces the full one)."
  fi
}

# probe_feed ROOT: succeeds when the decisive packages restore within the bound; else probe_failure says why not.
probe_feed() {
  local root=$1 bound=${EMAILPLATFORM_FEED_SECONDS:-30} log restore timer status=0
  log=$(mktemp)
  dotnet restore "$root/build/FeedProbe.csproj" -p:FullFeed=true -m:1 -nodeReuse:false --force >"$log" 2>&1 </dev/null &
  restore=$!
  # Not timeout(1), which not every system has.
  (
    sleep "$bound" &
    trap 'kill $! 2>/dev/null' TERM
    wait $! && kill -KILL "$restore"
  ) >/dev/null 2>&1 &
  timer=$!
  wait "$restore" 2>/dev/null || status=$?
  kill "$timer" 2>/dev/null || true
  wait "$timer" 2>/dev/null || true

  case $status in
    0) probe_failure= ;;
    137) probe_failure="no answer in $bound s" ;;
    *)
      probe_failure=$(sed -n -e 's/ \[[^]]*\]$//' -e 's/.*error \(NU[0-9]*\): \(.*\)/\1: \2/p' "$log" | head -n 1 | cut -c 1-160)
      probe_failure=${probe_failure:-the probe did not restore}
      ;;
  esac
  rm -f "$log"
  return "$status"
}
