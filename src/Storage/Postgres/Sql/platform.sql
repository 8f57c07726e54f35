-- name: read_value
SELECT value FROM platform_values WHERE name = @name;

-- name: add_value
INSERT INTO platform_values (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING;

-- name: write_value
INSERT INTO platform_values (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: count_up
INSERT INTO counters (name, value) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1;

-- name: read_counter
SELECT value FROM counters WHERE name = @name;
