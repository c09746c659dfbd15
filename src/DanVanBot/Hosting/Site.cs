using System.Collections.Concurrent;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;
using DanVanBot.Storage.LiteDb;

namespace DanVanBot.Hosting;

/// <summary>
/// One opened data folder with everything that works on it but the pumps: what commands and the service share.
/// Opening it is exclusive; a command that finds it in use talks to the service that has it.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ChannelAbilities> _abilities = new(StringComparer.Ordinal);
    private readonly IAsyncDisposable _opened;
    private long _searchHead;

    private Site(Settings settings, LiteDbStore store, Sealer sealer, TimeProvider time)
    {
        (Settings, Store, Sealer, Time) = (settings, store, sealer, time);
        StoreFailed = store.Failed;
        _opened = store;
    }

    /// <summary>Where things are.</summary>
    public Settings Settings { get; }

    /// <summary>The store.</summary>
    public IBotStore Store { get; }

    /// <summary>Completes when the store has failed for good: the process is to end then.</summary>
    public Task<Exception> StoreFailed { get; }

    /// <summary>The codec.</summary>
    public Sealer Sealer { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The office. One a data folder, for now.</summary>
    public OfficeId Office => OfficeId.Default;

    /// <summary>The snapshot steps work with.</summary>
    public WorldKeeper World { get; private set; } = null!;

    /// <summary>The register of directives.</summary>
    public DirectiveRegister Register { get; private set; } = null!;

    /// <summary>Opens a data folder, making and filling it at a first run.</summary>
    /// <param name="settings">Where things are.</param>
    /// <param name="withSamples">Whether an empty folder gets the shipped register and sample mode; null leaves that to a later opening.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">For the store.</param>
    /// <exception cref="StoreOpenException">In use, unwritable, key missing or wrong, damaged.</exception>
    /// <exception cref="SettingsException">Dialogs or office data are broken; the message lists file and line.</exception>
    public static async Task<Site> OpenAsync(Settings settings, bool? withSamples, TimeProvider time, ILoggerFactory logs)
    {
        var sealer = KeyFile.LoadOrCreate(settings.Key, LiteDbStore.HasData(settings.Data));
        var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions
        {
            Folder = settings.Data,
            Sealer = sealer,
            Time = time,
            Log = logs.CreateLogger<LiteDbStore>(),
        }).ConfigureAwait(false);
        var site = new Site(settings, store, sealer, time);
        try
        {
            await site.BeginAsync(withSamples).ConfigureAwait(false);
            return site;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells the renderer what a running channel can show.</summary>
    public void AddChannel(string instance, ChannelAbilities abilities) => _abilities[instance] = abilities;

    /// <summary>Reads dialogs and office data again.</summary>
    /// <exception cref="SettingsException">They are broken; the snapshot in force stays.</exception>
    public void Reload()
    {
        var (dialogs, office, slices) = (LoadDialogs(), LoadOffice(), World.Current.Slices);
        World.Change(w => w with
        {
            Dialogs = dialogs,
            Engine = new DialogEngine(dialogs, slices.Functions),
            Office = office,
            Renderer = new MessageRenderer(c => _abilities.GetValueOrDefault(c), dialogs.Phrases),
            Cues = LoadCues(),
        });
    }

    /// <summary>Builds the search index again from the register, after an import.</summary>
    public async Task ReloadCorpusAsync(CancellationToken ct = default)
    {
        var head = await HeadAsync(ct).ConfigureAwait(false);
        var directives = await Register.AllAsync(ct).ConfigureAwait(false);
        var (known, ended) = await Task.Run(() => (LoadKnown(), LoadEnded()), ct).ConfigureAwait(false);
        World.Change(w => w with { Corpus = Index(directives, w.Corpus.Number + 1), Known = known, Ended = ended });
        Volatile.Write(ref _searchHead, head);
    }

    /// <summary>Builds the search again where a chat, or another node, has changed what it answers from.</summary>
    /// <returns>1 when it did, else 0.</returns>
    public async Task<int> RefreshAsync(CancellationToken ct = default)
    {
        if (await HeadAsync(ct).ConfigureAwait(false) == Volatile.Read(ref _searchHead))
            return 0;
        await ReloadCorpusAsync(ct).ConfigureAwait(false);
        return 1;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _opened.DisposeAsync();

    private async Task<long> HeadAsync(CancellationToken ct) =>
        await Store.GetAsync(Office, SearchHead.Records.Name, SearchHead.Id, ct).ConfigureAwait(false) is { } head ? SearchHead.Records.Read(head).Changes : 0;

    // The file is a cache: it may be deleted at any time, and a copy of the data folder does without it.
    private Corpus Index(IReadOnlyList<Directives.Directive> directives, int number) =>
        Corpus.LoadOrBuild(directives, number, Path.Combine(Settings.Data, "search.index"), out _);

    private KnownAnswers LoadKnown()
    {
        var view = new StepView(Store, Office);
        return new KnownAnswers(KeptAnswer.Records.All(view, new RecordQuery(Office, KeptAnswer.Records.Name)).Select(k => k.ToKnown(view)));
    }

    private IReadOnlyList<EndedBody> LoadEnded() => UnitBook.Ended(new StepView(Store, Office));

    private async Task BeginAsync(bool? withSamples)
    {
        OfficeFolder.Prepare(Settings);
        Register = new DirectiveRegister(Store, Office, Time);
        await Register.UpgradeAsync().ConfigureAwait(false);
        var office = LoadOffice();
        await FirstRun.PrepareAsync(this, office, withSamples).ConfigureAwait(false);
        var slices = AllSlices.Make();
        var dialogs = LoadDialogs();
        World = new WorldKeeper(new World(
            1,
            dialogs,
            new DialogEngine(dialogs, slices.Functions),
            Index(await Register.AllAsync().ConfigureAwait(false), 1),
            office,
            slices,
            new MessageRenderer(c => _abilities.GetValueOrDefault(c), dialogs.Phrases),
            LoadCues())
        {
            Known = await Task.Run(LoadKnown).ConfigureAwait(false),
            Ended = await Task.Run(LoadEnded).ConfigureAwait(false),
        });
        _searchHead = await HeadAsync(default).ConfigureAwait(false);
    }

    private DialogSet LoadDialogs()
    {
        if (!Directory.Exists(Settings.Dialogs))
            throw new SettingsException($"There is no dialogs folder at {Settings.Dialogs} (setting Dialogs:Path).");
        var loaded = DialogSet.Load(Settings.Dialogs);
        return loaded is { Errors.Count: 0, Set: { } set }
            ? set
            : throw new SettingsException("The dialogs cannot be used:\n" + string.Join('\n', loaded.Errors));
    }

    private TextCues LoadCues()
    {
        try
        {
            return TextCues.Load(Path.Combine(Settings.Dialogs, "words", "cues.yaml"));
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException(e.Message, e);
        }
    }

    private OfficeData LoadOffice()
    {
        var (office, errors) = OfficeDataLoader.Load(
            OfficeFolder.Of(Settings), Settings.Profile, Settings.TimeZone, Settings.QuietHours);
        return office is not null && errors.Count == 0
            ? office
            : throw new SettingsException("The office data cannot be used:\n" + string.Join('\n', errors));
    }
}

/// <summary>The folder an office edits.</summary>
public static class OfficeFolder
{
    /// <summary>Where it is.</summary>
    public static string Of(Settings settings) => Path.Combine(settings.Data, "office");

    /// <summary>Copies the shipped defaults that are not there yet; what is there stays as the office left it.</summary>
    public static void Prepare(Settings settings)
    {
        if (!Directory.Exists(settings.OfficeDefaults))
            throw new SettingsException($"There are no office defaults at {settings.OfficeDefaults} (setting Office:DefaultsPath).");
        var folder = Of(settings);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(settings.OfficeDefaults, "*.yaml"))
        {
            var target = Path.Combine(folder, Path.GetFileName(file));
            if (!File.Exists(target))
                File.Copy(file, target);
        }
    }
}
