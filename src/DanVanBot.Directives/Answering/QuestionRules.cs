using System.Collections.Frozen;
using System.Text.RegularExpressions;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

internal readonly record struct PlaceMention(string Name, int From, int To);

/// <summary>How questions are understood, from <c>questions.yaml</c> and <c>places.yaml</c>. Loaded once; immutable.</summary>
internal sealed partial class QuestionRules
{
    private static readonly Lazy<QuestionRules> Loaded = new(() => new QuestionRules(DataNode.Embedded("questions.yaml"), DataNode.Embedded("places.yaml"), DataNode.Embedded("synonyms.yaml")));
    private readonly Dictionary<BlockKind, string[]> _labels;
    private readonly FrozenDictionary<string, PhraseSet> _intents;
    private readonly FrozenDictionary<string, PhraseSet> _guards;
    private readonly PhraseSet _places;
    private readonly FrozenDictionary<string, string> _placeNames;
    private readonly FrozenSet<string> _exactFunctionWords;
    private readonly PhraseSet _qualifiers;
    private readonly FrozenDictionary<string, string[]> _counted;
    private readonly (string Name, PhraseSet Words)[] _halves;
    private readonly string[][] _equalHeads;
    private readonly (string Abbreviation, string Full)[] _writtenOut;
    private readonly FrozenDictionary<string, OfficeLevel> _qualifierLevels;
    private readonly FrozenSet<string> _placeKinds;
    private readonly FrozenSet<string> _placeNouns;
    private readonly FrozenDictionary<OfficeLevel, string[]> _levelWords;

    private QuestionRules(DataNode root, DataNode places, DataNode synonyms)
    {
        FunctionWords = root.Strings("function_words").SelectMany(w => w.Split(' ').Select(Tokenizer.Key)).ToFrozenSet(StringComparer.Ordinal);
        _exactFunctionWords = root.Strings("function_words").Select(w => Tokenizer.Accented(w) ?? VietnameseText.Lower(w)).ToFrozenSet(StringComparer.Ordinal);
        ContentPairs = root.Strings("content_pairs").Select(Keys).ToFrozenSet(StringComparer.Ordinal);
        NumbersAsked = new PhraseSet(root.Strings("numbers_asked"));
        PercentAsked = new PhraseSet(root.Strings("percent_asked"));
        _intents = Sets(root["intents"]);
        _guards = Sets(root["guards"]);
        Offices = new PhraseSet(root.Strings("offices"));
        Leaning = new PhraseSet(root.Strings("leaning").Select(w => "^ " + w));
        Reset = new PhraseSet(root.Strings("reset"));
        Levels = [.. root["levels"].Items.Select(i => (Enum.Parse<OfficeLevel>(i["level"].Text), new PhraseSet(i.Strings("words"))))];
        _levelWords = root["levels"].Items.ToFrozenDictionary(i => Enum.Parse<OfficeLevel>(i["level"].Text), i => i.Strings("words"));
        WholeYear = new PhraseSet(root.Strings("whole_year"));
        PartOfYear = new PhraseSet(root.Strings("part_of_year"));
        ExtremeAsked = new PhraseSet(root.Strings("extreme_asked"));
        ExtremeSaid = new PhraseSet(root.Strings("extreme_said"));
        FocusOf = new PhraseSet(root.Strings("focus_of"));
        _labels = root["labels"].Entries.ToDictionary(e => Enum.Parse<BlockKind>(e.Key), e => e.Value.AsStrings());
        TypeWords = [.. root["type_words"].Entries.Select(e => (e.Key, new PhraseSet(e.Value.AsStrings())))];
        UnitHeads = new PhraseSet(root.Strings("unit_heads"));
        _qualifiers = new PhraseSet(root.Strings("unit_qualifiers"));
        _equalHeads = [.. root["equal_heads"].Items.Select(i => i.AsStrings().Select(Keys).ToArray())];
        _writtenOut = [.. root["written_out"].Entries.Select(e => (e.Key, e.Value.Text))];
        _qualifierLevels = root["qualifier_levels"].Entries.SelectMany(e => e.Value.AsStrings().Select(w => (Word: Keys(w), Level: Enum.Parse<OfficeLevel>(e.Key)))).ToFrozenDictionary(x => x.Word, x => x.Level, StringComparer.Ordinal);
        WhichDocument = new PhraseSet(root.Strings("which_document"));
        YesNo = new PhraseSet(root.Strings("yes_no"));
        Ordinal = new PhraseSet(root.Strings("ordinal"));
        CountWords = new PhraseSet(root.Strings("count_words"));
        CountedFunctionWords = root.Strings("counted_function_words").Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        NumberWord = Tokenizer.Key(root["number_word"].Text);
        OrdinalWord = Tokenizer.Key(root["ordinal_word"].Text);
        DayWord = Tokenizer.Key(root["day_word"].Text);
        NotAfterNumber = root.Strings("not_after_number").Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        ReasonWord = root["reason_word"].Text.Split(' ').Select(Tokenizer.Key).ToArray();
        ListAsked = new PhraseSet(root.Strings("list_asked"));
        YearWord = VietnameseText.Fold(root["year_word"].Text);
        var weak = root.Strings("weak_words").Concat(synonyms.Strings("everyday")).ToArray();
        WeakWords = weak.Select(w => Tokenizer.Accented(w) ?? VietnameseText.Lower(w)).ToFrozenSet(StringComparer.Ordinal);
        _foldedWeakWords = weak.Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        NotCounted = new PhraseSet(root.Strings("not_counted"));
        ClassNouns = new PhraseSet(root.Strings("class_nouns"));
        Self = new PhraseSet(root.Strings("self"));
        AboutDocuments = new PhraseSet(root.Strings("about_documents"));
        Polite = new PhraseSet(root.Strings("polite"));
        Attributes = [.. root["attributes"].Items.Select(i => (new PhraseSet(i.Strings("ask")), new PhraseSet(i.Strings("said").Concat(i.Strings("ask")))))];
        OrganisationHeads = new PhraseSet(root.Strings("organisation_heads"));
        LocalWords = root.Strings("local_heads").Select(h => Tokenizer.Key(h.Split(' ')[^1])).ToFrozenSet(StringComparer.Ordinal);
        _markedLocals = root.Strings("local_heads").Select(h => h.Split(' ')[^1]).Where(VietnameseText.HasMarks).Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        LocalHeads = new PhraseSet(root.Strings("local_heads"));
        PaperHeads = new PhraseSet(root.Strings("paper_heads"));
        NotPapers = root.Strings("not_papers").Select(Keys).ToFrozenSet(StringComparer.Ordinal);
        NumberWords = root.Strings("number_words").ToFrozenSet(StringComparer.Ordinal);
        FunctionPhrases = new PhraseSet(root.Strings("function_phrases"));
        AfterName = root.Strings("after_name").Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        NotNames = root.Strings("not_names").Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        ReportWords = new PhraseSet(root.Strings("report_words"));
        Negation = Tokenizer.Key(root["negation"].Text);
        Negated = root.Strings("negated").Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        Salutations = new PhraseSet(root.Strings("salutations").Select(s => "^ " + s));
        RecurrenceSaid = new PhraseSet(root.Strings("recurrence_said"));
        IssuedWords = new PhraseSet(root.Strings("issued_words"));
        LevelNounPhrases = new PhraseSet(root.Strings("level_nouns"));
        Plural = root.Strings("plural").ToFrozenSet(StringComparer.Ordinal);
        PartWords = new PhraseSet(root.Strings("part_words"));
        LevelNouns = root.Strings("level_nouns").Select(Keys).ToFrozenSet(StringComparer.Ordinal);
        BeforeLevel = root.Strings("before_level").Select(Keys).ToFrozenSet(StringComparer.Ordinal);
        TimeSaid = new PhraseSet(root.Strings("time_said"));
        WhereSaid = new PhraseSet(root.Strings("where_said"));
        DocumentFacts = [.. root["document_facts"].Items.Select(i => (Enum.Parse<DocumentFact>(i["fact"].Text), new PhraseSet(i.Strings("ask"))))];
        DocumentFactWords = root["document_facts"].Items.SelectMany(i => i.Strings("ask")).SelectMany(a => a.Split(' ', '|', '(', ')', '*', '$', '^')).Where(w => w.Length > 0).Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        NamedKinds = new PhraseSet(root.Strings("named_kinds"));
        WhichWords = root.Strings("which_words").Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        SectionNamed = Pattern(root["section_named"].Text);
        ArticleNamed = Pattern(root["article_named"].Text);
        ArticleWord = Tokenizer.Key(root["article_word"].Text);
        Pointing = new PhraseSet(root.Strings("pointing"));
        SayWords = new PhraseSet(root.Strings("say_words"));
        DocumentWords = new PhraseSet(root.Strings("document_words"));
        Asking = new PhraseSet(root.Strings("asking"));
        FocusAfter = new PhraseSet(root.Strings("focus_after"));
        FocusBefore = new PhraseSet(root.Strings("focus_before"));
        NoFocus = new PhraseSet(root.Strings("no_focus"));
        PersonBefore = new PhraseSet(root.Strings("person_before"));
        _counted = root["counted_as"].Entries.ToFrozenDictionary(e => Tokenizer.Key(e.Key), e => e.Value.AsStrings().Select(Tokenizer.Key).ToArray(), StringComparer.Ordinal);
        _halves = root["halves"].Entries.Select(e => (e.Key, new PhraseSet(e.Value.AsStrings()))).ToArray();
        OrdinalHeads = root.Strings("ordinal_heads").Select(Tokenizer.Key).ToFrozenSet(StringComparer.Ordinal);
        _places = new PhraseSet(places.Strings("provinces").Concat(places.Strings("towns")).Select(p => p.Replace(" - ", " ", StringComparison.Ordinal)));
        _placeNames = places.Strings("provinces").Concat(places.Strings("towns")).Select(p => p.Replace(" - ", " ", StringComparison.Ordinal)).DistinctBy(Keys).ToFrozenDictionary(Keys, StringComparer.Ordinal);
        _placeNouns = places.Strings("nouns").Select(Keys).ToFrozenSet(StringComparer.Ordinal);
        _placeKinds = places.Strings("nouns").Concat(places.Strings("kinds")).Select(Keys).ToFrozenSet(StringComparer.Ordinal);
    }

    public static QuestionRules Default => Loaded.Value;

    public FrozenSet<string> FunctionWords { get; }
    public FrozenSet<string> ContentPairs { get; }
    public PhraseSet NumbersAsked { get; }
    public PhraseSet PercentAsked { get; }
    public PhraseSet Offices { get; }
    public PhraseSet Leaning { get; }
    public PhraseSet Reset { get; }
    public (OfficeLevel Level, PhraseSet Words)[] Levels { get; }
    public PhraseSet WholeYear { get; }
    public PhraseSet PartOfYear { get; }
    /// <summary>Words that ask for the most or the least, and those that say it.</summary>
    public PhraseSet ExtremeAsked { get; }

    public PhraseSet ExtremeSaid { get; }

    /// <summary>Nouns of measure: what is measured stands behind them.</summary>
    public PhraseSet FocusOf { get; }
    public (string Type, PhraseSet Words)[] TypeWords { get; }
    public PhraseSet UnitHeads { get; }
    public PhraseSet WhichDocument { get; }
    public PhraseSet YesNo { get; }
    public PhraseSet Ordinal { get; }
    public PhraseSet CountWords { get; }
    public FrozenSet<string> CountedFunctionWords { get; }
    public string NumberWord { get; }
    public string OrdinalWord { get; }
    public string DayWord { get; }

    /// <summary>"báo cáo 6 tháng" names no document number 6.</summary>
    public FrozenSet<string> NotAfterNumber { get; }

    public string[] ReasonWord { get; }

    public PhraseSet ListAsked { get; }

    public string YearWord { get; }

    private FrozenSet<string> WeakWords { get; }

    private readonly FrozenSet<string> _foldedWeakWords;

    /// <summary>"đối tượng nào": a kind of answer.</summary>
    public PhraseSet ClassNouns { get; }

    /// <summary>"mấy" for "những".</summary>
    public PhraseSet NotCounted { get; }

    /// <summary>A word of everyday speech that official texts put otherwise.</summary>
    public bool IsWeakWord(Token token, string text, bool marked) =>
        marked
            ? WeakWords.Contains(Tokenizer.Accented(text.Substring(token.Start, token.Length)) ?? text.Substring(token.Start, token.Length))
            : _foldedWeakWords.Contains(token.Folded);

    /// <summary>The asker, and the unit they belong to.</summary>
    public PhraseSet Self { get; }

    /// <summary>Words for anything written ("chuyên đề", "tài liệu"): they say that texts are meant, not what of them.</summary>
    public PhraseSet AboutDocuments { get; }

    /// <summary>What is said for politeness and carries nothing: "cho tôi hỏi", "thưa anh chị".</summary>
    public PhraseSet Polite { get; }

    /// <summary>"phường", "thị xã", "tỉnh": they say whose, not what.</summary>
    public PhraseSet UnitLevels => _qualifiers;

    public (PhraseSet Ask, PhraseSet Said)[] Attributes { get; }

    /// <summary>"hội", "sở", "tòa án": what follows is the name of a body, whether or not a document knows it.</summary>
    public PhraseSet OrganisationHeads { get; }

    public PhraseSet PersonBefore { get; }

    /// <summary>How facts of a document as a whole are asked for; the first that fits counts.</summary>
    public (DocumentFact Fact, PhraseSet Ask)[] DocumentFacts { get; }

    /// <summary>The words of these.</summary>
    public FrozenSet<string> DocumentFactWords { get; }

    /// <summary>Kinds of things each of which has a name.</summary>
    public PhraseSet NamedKinds { get; }

    /// <summary>"nào", "gì": which of a kind.</summary>
    public FrozenSet<string> WhichWords { get; }

    /// <summary>A section named by its number; group "id".</summary>
    public Regex SectionNamed { get; }

    /// <summary>An article with its clause and point; groups "article", "clause", "point".</summary>
    public Regex ArticleNamed { get; }

    public string ArticleWord { get; }

    /// <summary>"việc đó", "ông ấy": what was spoken of before is meant.</summary>
    public PhraseSet Pointing { get; }

    /// <summary>Words for what a text does: "quy định", "yêu cầu", "nêu".</summary>
    public PhraseSet SayWords { get; }

    /// <summary>Words for a document, beside the names of its kinds.</summary>
    public PhraseSet DocumentWords { get; }

    /// <summary>Words that ask.</summary>
    public PhraseSet Asking { get; }

    /// <summary>Question words that follow what they ask for ("hiệu gì").</summary>
    public PhraseSet FocusBefore { get; }

    /// <summary>Question words that stand before what they ask for ("bao nhiêu hộ", "ai trúng thầu").</summary>
    public PhraseSet FocusAfter { get; }

    /// <summary>Words that ask for no kind of thing in particular ("việc gì", "là ai").</summary>
    public PhraseSet NoFocus { get; }

    /// <summary>"thôn", "khu phố", "chợ": what follows is the name of a part of a place.</summary>
    public PhraseSet LocalHeads { get; }

    /// <summary>The last words of these.</summary>
    public FrozenSet<string> LocalWords { get; }

    private readonly FrozenSet<string> _markedLocals;

    /// <summary>Such a word that is written with marks ("bản", not "ban").</summary>
    public bool HasMarkedLocal(string folded) => _markedLocals.Contains(folded);

    /// <summary>Words for a time that is no day: a weekday, a month, how often.</summary>
    public PhraseSet TimeSaid { get; }

    public PhraseSet PaperHeads { get; }

    public FrozenSet<string> NotPapers { get; }

    /// <summary>"ba hội nghị": small numbers are written as words, here with their marks.</summary>
    public FrozenSet<string> NumberWords { get; }

    /// <summary>"đối với", "trong thời hạn": words that together carry no topic.</summary>
    public PhraseSet FunctionPhrases { get; }

    public FrozenSet<string> AfterName { get; }

    public FrozenSet<string> NotNames { get; }

    public PhraseSet ReportWords { get; }

    public string Negation { get; }

    /// <summary>Function words that may stand between "không" and what is denied.</summary>
    public FrozenSet<string> Negated { get; }

    public PhraseSet Salutations { get; }

    public PhraseSet RecurrenceSaid { get; }

    /// <summary>"ban hành", "ký": the day of a document is asked, not one it speaks of.</summary>
    public PhraseSet IssuedWords { get; }

    /// <summary>"phường", "huyện", where they stand alone for the asker's own.</summary>
    public FrozenSet<string> LevelNouns { get; }

    /// <summary>The same, held against the marks typed: "tính" is no "tỉnh".</summary>
    public PhraseSet LevelNounPhrases { get; }

    /// <summary>Words that stand before more than one.</summary>
    public FrozenSet<string> Plural { get; }

    /// <summary>Words that ask for the parts around a text: whom it goes to, who signed.</summary>
    public PhraseSet PartWords { get; }

    public FrozenSet<string> BeforeLevel { get; }

    /// <summary>What stands before or in the answer to "where".</summary>
    public PhraseSet WhereSaid { get; }

    /// <summary>A word for what money and time are counted in.</summary>
    public bool IsUnit(string folded) => _counted.ContainsKey(folded);

    /// <summary>Words before a number in a series ("lần thứ XX", "khóa X").</summary>
    public FrozenSet<string> OrdinalHeads { get; }

    /// <summary>"bao nhiêu tiền" is answered with "07 tỷ đồng".</summary>
    public string[] CountedAs(string noun) => _counted.TryGetValue(noun, out var words) ? words : [noun];

    /// <summary>Which half of the year a text speaks of ("dau", "cuoi"), as far as its words say.</summary>
    public string? HalfOf(IReadOnlyList<Token> tokens, string text)
    {
        string? found = null;
        foreach (var (name, words) in _halves)
        {
            if (!words.IsIn(tokens, text)) continue;
            if (found is not null) return null;
            found = name;
        }

        return found;
    }

    /// <summary>Whose a unit is ("phường", "thị ủy"), from the words after the head of its name; the first one found.</summary>
    public string? QualifierAfter(IReadOnlyList<Token> tokens, string text, int at)
    {
        foreach (var (from, to) in _qualifiers.Matches(tokens, text))
        {
            if (from >= at && from <= at + 3) return string.Join(' ', tokens.Skip(from).Take(to - from).Select(t => t.Folded));
        }

        return null;
    }

    public OfficeLevel LevelOf(string foldedQualifier) => _qualifierLevels.GetValueOrDefault(foldedQualifier, OfficeLevel.Unknown);

    /// <summary>In a question typed with marks "trồng" is not "trong"; without marks the folded word decides.</summary>
    public bool IsFunctionWord(Token token, string text, bool marked) =>
        marked
            ? _exactFunctionWords.Contains(Tokenizer.Accented(text.Substring(token.Start, token.Length)) ?? text.Substring(token.Start, token.Length))
            : FunctionWords.Contains(token.Folded);

    public PhraseSet Intent(string name) => _intents[name];

    public PhraseSet Guard(string name) => _guards[name];

    public string[] LabelsOf(BlockKind kind) => _labels.GetValueOrDefault(kind, []);

    /// <summary>The words people use for the level of the issuer ("phường", "thị xã"); part of what is known of a document.</summary>
    public string LevelText(Directive directive) =>
        _levelWords.TryGetValue(directive.Origin.Level, out var words) && directive.Origin.Level == OfficeLevel.Commune ? words[^2] : string.Empty;

    private static Regex Pattern(string text) => new(text, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static string Keys(string phrase) => string.Join(' ', phrase.Split(' ').Select(Tokenizer.Key));

    private static FrozenDictionary<string, PhraseSet> Sets(DataNode node) =>
        node.Entries.ToFrozenDictionary(e => e.Key, e => new PhraseSet(e.Value.AsStrings()), StringComparer.Ordinal);
}
