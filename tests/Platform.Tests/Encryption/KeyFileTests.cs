namespace EmailPlatform.Platform.Encryption;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keyfile-").FullName;

    private string Path => System.IO.Path.Combine(_folder, KeyFile.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LoadOrCreate_EmptyFolder_MakesAKeyForItsOwnerOnly()
    {
        var made = await LoadOrCreate();
        Assert.True(made.Created);
        Assert.Equal(Path, made.Path);
        Assert.Equal([Path], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }

        var loaded = await LoadOrCreate();
        Assert.False(loaded.Created);
        Assert.Equal(made.Key.Id, loaded.Key.Id);
    }

    [Fact]
    public async Task LoadOrCreate_FolderNotThere_IsMade()
    {
        var folder = System.IO.Path.Combine(_folder, "new");
        Assert.True((await KeyFile.LoadOrCreateAsync(folder, TestContext.Current.CancellationToken)).Created);
    }

    [Fact]
    public async Task LoadOrCreate_ManyAtOnce_AgreeOnOneKey()
    {
        for (var round = 0; round < 20; round++)
        {
            File.Delete(Path);
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Attempt)));
            var ids = results.OfType<KeyFile>().Select(file => file.Key.Id).Distinct().ToList();
            Assert.Single(ids);
            Assert.Equal(ids[0], (await LoadOrCreate()).Key.Id);
            Assert.Single(results.OfType<KeyFile>(), file => file.Created);
        }

        // One that meets another in the middle of making the key says so and does not start.
        async Task<KeyFile?> Attempt()
        {
            try
            {
                return await LoadOrCreate();
            }
            catch (KeyFileException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task LoadOrCreate_LeftOverOfACrash_IsTakenOver()
    {
        await File.WriteAllTextAsync($"{Path}.new", "half a key that is longer than the one to come, whatever it will be");
        var made = await LoadOrCreate();
        Assert.Equal(made.Key.Id, (await LoadOrCreate()).Key.Id);
        Assert.Equal([Path], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Theory]
    [InlineData("", "0 bytes")]
    [InlineData("marked-value", "not base64")]
    [InlineData("bWFya2VkLXZhbHVl", "12 bytes")]
    public async Task LoadOrCreate_DamagedFile_SaysSoAndKeepsIt(string content, string expected)
    {
        await Write(content);
        var exception = await Assert.ThrowsAsync<KeyFileException>(LoadOrCreate);
        Assert.Contains(Path, exception.Message);
        Assert.Contains(expected, exception.Message);
        Assert.Contains("backup", exception.Message);
        Assert.DoesNotContain("marked-value", exception.ToString());
        Assert.Equal(content, await File.ReadAllTextAsync(Path));
    }

    [Fact]
    public async Task LoadOrCreate_HugeFile_IsDamagedAndNotReadWhole()
    {
        await Write(new string('A', 100_000));
        Assert.Contains("longer than 32", (await Assert.ThrowsAsync<KeyFileException>(LoadOrCreate)).Message);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public async Task LoadOrCreate_OpenToOthers_TellsTheCommandThatHelps(UnixFileMode extra)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a matter of Unix.");
        await LoadOrCreate();
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);
        Assert.Contains($"chmod 600 {Path}", (await Assert.ThrowsAsync<KeyFileException>(LoadOrCreate)).Message);
    }

    [Fact]
    public async Task LoadOrCreate_NotAFile_IsAKeyFileException()
    {
        Directory.CreateDirectory(Path);
        Assert.Contains("must own", (await Assert.ThrowsAsync<KeyFileException>(LoadOrCreate)).Message);
    }

    [Fact]
    public async Task LoadOrCreate_FolderIsAFile_IsAKeyFileException()
    {
        await Write("x");
        await Assert.ThrowsAsync<KeyFileException>(() => KeyFile.LoadOrCreateAsync(Path, TestContext.Current.CancellationToken));
    }

    private Task<KeyFile> LoadOrCreate() => KeyFile.LoadOrCreateAsync(_folder, TestContext.Current.CancellationToken);

    private async Task Write(string content)
    {
        await File.WriteAllTextAsync(Path, content);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void SetMode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, mode);
        }
    }
}
