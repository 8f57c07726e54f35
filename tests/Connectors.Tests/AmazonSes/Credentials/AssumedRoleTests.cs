using EmailPlatform.Connectors.AmazonSes.Signing;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

public sealed class AssumedRoleTests
{
    private static readonly Outcome Away = Outcome.Deferred(FaultScope.Platform, "503");

    private readonly ManualTime _time = new();
    private int _asked;
    private Func<Task<CredentialsResult>>? _sts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Again_AsksOnlyShortlyBeforeTheEnd()
    {
        var role = Role();

        Assert.Equal("key1", (await role.GetAsync(Token)).Credentials?.AccessKeyId);
        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("key1", (await role.GetAsync(Token)).Credentials?.AccessKeyId);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("key2", (await role.GetAsync(Token)).Credentials?.AccessKeyId);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Get_ManyAtOnce_AskOnceAndOneThatGivesUpTakesNothingFromTheOthers()
    {
        var answer = new TaskCompletionSource<CredentialsResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _sts = () => answer.Task;
        var role = Role();
        using var impatient = new CancellationTokenSource();

        var waiting = Enumerable.Range(0, 20).Select(_ => role.GetAsync(Token).AsTask()).ToList();
        var givingUp = role.GetAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givingUp);
        answer.SetResult(Fresh());

        Assert.All(await Task.WhenAll(waiting), result => Assert.NotNull(result.Credentials));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Get_StsIsAway_GoesOnWithWhatIsGoodYet()
    {
        var role = Role();
        await role.GetAsync(Token);
        _sts = () => Task.FromResult<CredentialsResult>(Away);

        _time.Advance(TimeSpan.FromMinutes(57));
        Assert.Equal("key1", (await role.GetAsync(Token)).Credentials?.AccessKeyId);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(Away, (await role.GetAsync(Token)).Failure);

        _sts = null;
        Assert.NotNull((await role.GetAsync(Token)).Credentials);
    }

    [Fact]
    public async Task Forget_ThoseThatAwsCallsExpired_GetsNewOnes()
    {
        var role = Role();
        var first = (await role.GetAsync(Token)).Credentials ?? throw new InvalidOperationException("There are none.");

        role.Forget(first);
        var second = (await role.GetAsync(Token)).Credentials;
        role.Forget(first);

        Assert.Equal("key2", second?.AccessKeyId);
        Assert.Same(second, (await role.GetAsync(Token)).Credentials);
    }

    private AssumedRole Role() => new(
        _ =>
        {
            Interlocked.Increment(ref _asked);
            return _sts?.Invoke() ?? Task.FromResult<CredentialsResult>(Fresh());
        },
        _time);

    private AwsCredentials Fresh() => new($"key{_asked}", new Secret("secret"), new Secret("token"), _time.GetUtcNow() + TimeSpan.FromHours(1));
}
