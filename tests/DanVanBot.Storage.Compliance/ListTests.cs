namespace DanVanBot.Storage.Compliance;

/// <summary>Lists: by id, by key, by prefix, both ways, in pages that stay right while rows come and go.</summary>
public abstract class ListTests : StoreTests
{
    [Fact]
    public async Task List_ById_GoesThroughAllPagesInOrder()
    {
        await FillAsync(Enumerable.Range(0, 25).Select(i => $"{i * 7 % 25:00}"));
        (await PagesAsync(new RecordQuery(Office, "case", Limit: 10))).Should().Equal(Enumerable.Range(0, 25).Select(i => $"{i:00}"));
        (await PagesAsync(new RecordQuery(Office, "case", Limit: 25))).Should().HaveCount(25);
        (await PagesAsync(new RecordQuery(Office, "case", Limit: 7, Descending: true))).Should().Equal(Enumerable.Range(0, 25).Select(i => $"{24 - i:00}"));
    }

    [Fact]
    public async Task List_LastPageThatIsExactlyFull_HasNoNext()
    {
        await FillAsync(["1", "2"]);
        (await Store.ListAsync(new RecordQuery(Office, "case", Limit: 2), Ct)).Next.Should().BeNull();
        (await Store.ListAsync(new RecordQuery(Office, "case", Limit: 1), Ct)).Next.Should().NotBeNull();
        (await Store.ListAsync(new RecordQuery(Office, "nothing"), Ct)).Should().BeEquivalentTo(new RecordPage([], null));
    }

    [Theory]
    [InlineData(null, null, "a,a1,a2,b,b1")]
    [InlineData("a1", null, "a1,a2,b,b1")]
    [InlineData(null, "a2", "a,a1")]
    [InlineData("a1", "b", "a1,a2")]
    [InlineData("b", "a", "")]
    public async Task List_ByIdBetween_IncludesFromAndNotBelow(string? from, string? below, string ids)
    {
        await FillAsync(["b1", "a2", "a", "b", "a1"]);
        var expected = ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
        (await PagesAsync(new RecordQuery(Office, "case", From: from, Below: below, Limit: 1))).Should().Equal(expected);
        (await PagesAsync(new RecordQuery(Office, "case", From: from, Below: below, Limit: 1, Descending: true))).Should().Equal(expected.Reverse());
    }

    [Fact]
    public async Task List_ByKey_IsInTheOrderOfBytesThenIds()
    {
        // In UTF-16 the last two would be the other way round; ordinary letters come before accented ones only in bytes.
        string[] values = ["", "A", "a", "ab", "z", "á", "ế", "\uffee", "😀"];
        for (var i = values.Length - 1; i >= 0; i--)
            await CommitAsync(writes: [Put($"{i}y", "{}", new IndexKey("k", values[i])), Put($"{i}x", "{}", new IndexKey("k", values[i]), new IndexKey("other", "0"))]);
        var expected = values.SelectMany((_, i) => new[] { $"{i}x", $"{i}y" }).ToList();
        (await PagesAsync(new RecordQuery(Office, "case", "k", Limit: 5))).Should().Equal(expected);
        expected.Reverse();
        (await PagesAsync(new RecordQuery(Office, "case", "k", Limit: 5, Descending: true))).Should().Equal(expected);
    }

    [Fact]
    public async Task List_ExactlyAndPrefix_TakeNoNeighbours()
    {
        foreach (var value in new[] { "rác", "rác thải", "rá", "rạc", "rác😀", "rác\uffff" })
            await CommitAsync(writes: [Put("id" + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(value)), $"\"{value}\"", new IndexKey("k", value))]);
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "k", "rác"), Ct)).Records.Select(record => record.Body).Should().Equal("\"rác\"");
        (await Store.ListAsync(RecordQuery.StartingWith(Office, "case", "k", "rác"), Ct)).Records.Select(record => record.Body)
            .Should().Equal("\"rác\"", "\"rác thải\"", "\"rác\uffff\"", "\"rác😀\"");
        (await Store.ListAsync(RecordQuery.StartingWith(Office, "case", null, "id72"), Ct)).Records.Should().HaveCount(6);
        (await Store.ListAsync(RecordQuery.StartingWith(Office, "case", null, "id73"), Ct)).Records.Should().BeEmpty();
    }

    [Fact]
    public async Task List_ByKeyBetween_IncludesFromAndNotBelow()
    {
        foreach (var value in new[] { "a", "a1", "b", "b1" })
            await CommitAsync(writes: [Put("id " + value, "{}", new IndexKey("k", value))]);
        (await PagesAsync(new RecordQuery(Office, "case", "k", From: "a1", Below: "b1"))).Should().Equal("id a1", "id b");
        (await PagesAsync(new RecordQuery(Office, "case", "k", From: "a1", Below: "b1", Descending: true, Limit: 1))).Should().Equal("id b", "id a1");
        (await PagesAsync(new RecordQuery(Office, "case", "k", From: "b", Below: "a"))).Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_WhileRowsComeAndGo_RepeatsNoneAndMissesNone(bool byKey)
    {
        for (var i = 0; i < 30; i += 3)
            await PutAsync(i);
        var query = new RecordQuery(Office, "case", byKey ? "k" : null, Limit: 4);
        var first = await Store.ListAsync(query, Ct);
        first.Records.Select(record => record.Id).Should().Equal("00", "03", "06", "09");

        // Before, at and after the cursor; the row the cursor stands on goes.
        await PutAsync(1);
        await PutAsync(10);
        await CommitAsync(writes: [new RecordWrite.Delete("case", "09"), new RecordWrite.Delete("case", "12")]);
        (await PagesAsync(query with { After = first.Next })).Should().Equal("10", "15", "18", "21", "24", "27");
    }

    [Fact]
    public async Task List_RecordWhoseKeyChanged_IsFoundByTheNewOneOnly()
    {
        await CommitAsync(writes: [Put("1", "1", new IndexKey("k", "old"), new IndexKey("same", "x"))]);
        await CommitAsync(writes: [Put("1", "2", new IndexKey("k", "new"), new IndexKey("same", "x"))]);
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "k", "old"), Ct)).Records.Should().BeEmpty();
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "k", "new"), Ct)).Records.Should().ContainSingle().Which.Body.Should().Be("2");
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "same", "x"), Ct)).Records.Should().ContainSingle();
        await CommitAsync(writes: [new RecordWrite.Delete("case", "1"), new RecordWrite.Delete("case", "never")]);
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "same", "x"), Ct)).Records.Should().BeEmpty();
    }

    [Fact]
    public async Task List_BadQuery_IsRefused()
    {
        await ((Func<Task>)(() => Store.ListAsync(new RecordQuery(Office, "case", After: "không"), Ct))).Should().ThrowAsync<ArgumentException>();
        await ((Func<Task>)(() => Store.ListAsync(new RecordQuery(Office, "case", Limit: 0), Ct))).Should().ThrowAsync<ArgumentException>();
        await ((Func<Task>)(() => Store.ListAsync(new RecordQuery(Office, "case", Limit: 201), Ct))).Should().ThrowAsync<ArgumentException>();
    }

    private Task<CommitResult> PutAsync(int i) => CommitAsync(writes: [Put($"{i:00}", "{}", new IndexKey("k", $"key {i:00}"))]);

    private Task<CommitResult> FillAsync(IEnumerable<string> ids) => CommitAsync(writes: [.. ids.Select(id => Put(id))]);

    private async Task<List<string>> PagesAsync(RecordQuery query)
    {
        var ids = new List<string>();
        for (var page = await Store.ListAsync(query, Ct); ; page = await Store.ListAsync(query with { After = page.Next }, Ct))
        {
            page.Records.Count.Should().BeLessThanOrEqualTo(query.Limit);
            ids.AddRange(page.Records.Select(record => record.Id));
            if (page.Next == null)
                return ids;
            page.Records.Should().HaveCount(query.Limit);
        }
    }
}
