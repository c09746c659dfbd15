using System.Globalization;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>Reads a question against a corpus: repairs it, marks what carries topic, and takes out facets and the kind of answer wanted.</summary>
internal static class QuestionReader
{
    public static Understanding Read(string question, Corpus corpus, QuestionRules rules)
    {
        question = WithoutSalutation(question, rules);
        var repaired = QuestionRepair.Default.Repair(question, corpus.Index, corpus.Initials);
        var text = repaired.Text;
        var tokens = Tokenizer.Tokenize(text);
        var documents = Documents(tokens, text, rules);
        var places = Places(tokens, text, corpus, rules);
        var units = Units(tokens, text, corpus, rules);
        var intents = ReadIntents(tokens, text, repaired.TypedMarks, corpus, rules);
        // In "báo cáo cho ai" the word is what has to be done and no kind of document.
        List<string> types = [.. rules.TypeWords.Where(t => KindWords(t.Words, tokens, text, rules).Count > 0).Select(t => t.Type).Where(t => (intents & Intents.Report) == 0 || !Reading.ReadingRules.Default.ReportTypes.Contains(t))];
        return new Understanding
        {
            Text = text,
            Tokens = tokens,
            Terms = Terms(tokens, text, repaired.TypedMarks, documents, places, corpus, rules),
            Alternatives = repaired.Alternatives,
            Intents = intents,
            Years = Years(tokens, documents),
            Dates = Dates(tokens),
            Places = places,
            Documents = documents,
            Units = units,
            Types = types,
            SpeaksOfIssuing = rules.IssuedWords.IsIn(tokens, text),
            AsksExtreme = rules.ExtremeAsked.IsIn(tokens, text),
            Level = rules.Levels.FirstOrDefault(l => l.Words.IsIn(tokens, text)).Level,
            Leans = rules.Leaning.IsIn(tokens, text) || rules.Pointing.IsIn(tokens, text),
            Section = SectionQuestions.Find(tokens, text, rules),
            HasWholeYear = rules.WholeYear.IsIn(tokens, text),
            Periods = [.. rules.PartOfYear.Matches(tokens, text).Where(m => !IsOneMonth(tokens, m.From, m.To)).Select(m => PeriodOf(tokens, m.From, m.To))],
            Office = rules.Offices.Match(tokens, text) is { } office ? string.Join(' ', tokens.Skip(office.From).Take(office.To - office.From).Select(t => t.Folded)) : null,
            AskedNouns = AskedNouns(tokens, text, repaired.TypedMarks, repaired.Alternatives, corpus, rules),
            UnknownPlace = places.Count == 0 ? UnknownPlace(question, corpus, rules) : null,
            Attributes = [.. rules.Attributes.SelectMany(a => a.Ask.Matches(tokens, text).Where(m => !IsNumberOf(tokens, text, m.From, rules)).Select(m => new AskedAttribute(m.From, m.To, a.Said)))],
            Papers = Papers(tokens, text, repaired.TypedMarks, corpus, rules),
            Locals = LocalNames.In(tokens, text, repaired.TypedMarks, corpus, rules),
            Organisations = Organisations(tokens, text, repaired.TypedMarks, corpus, rules),
            Enumerates = (intents & (Intents.Number | Intents.Date | Intents.WhichDocument | Intents.Signer)) == 0 && rules.ListAsked.IsIn(tokens, text),
            NamedKinds = [.. rules.NamedKinds.Matches(tokens, text).Where(m => m.To < tokens.Count && rules.WhichWords.Contains(tokens[m.To].Folded)).Select(m => tokens.Skip(m.From).Take(m.To - m.From).Select(t => t.Folded).ToArray())],
            Focus = Focus.Of(tokens, text, repaired.TypedMarks, rules),
            Repaired = repaired.Repaired,
            HasForeignWord = HasForeignWord(tokens, corpus),
        };
    }

    /// <summary>"Kính gửi Thành ủy, xin cho biết …": the words before the first comma call somebody and ask nothing.</summary>
    private static string WithoutSalutation(string question, QuestionRules rules)
    {
        const int longest = 60;
        const int least = 12;
        var comma = question.AsSpan(0, Math.Min(question.Length, longest)).IndexOfAny(',', ':');
        if (comma < 0 || question.Length - comma < least || question.AsSpan(0, comma).ContainsAny(Digits)) return question;
        var words = VietnameseText.Clean(question[..comma]);
        return rules.Salutations.IsIn(Tokenizer.Tokenize(words), words) ? question[(comma + 1)..] : question;
    }

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789?");

    private static QuestionTerm[] Terms(List<Token> tokens, string text, bool marked, List<DocumentMention> documents, List<PlaceMention> places, Corpus corpus, QuestionRules rules)
    {
        var terms = new QuestionTerm[tokens.Count];
        var weights = Requests.WeightsOf(tokens, text, rules);
        var asides = rules.Intent("currentness").Matches(tokens, text);
        asides.AddRange(rules.WholeYear.Matches(tokens, text));
        asides.AddRange(rules.NumbersAsked.Matches(tokens, text));
        asides.AddRange(rules.FunctionPhrases.Matches(tokens, text));
        // The kind of a document says where to look, not what for.
        var counted = rules.CountWords.Matches(tokens, text);
        foreach (var (_, words) in rules.TypeWords) asides.AddRange(KindWords(words, tokens, text, rules));
        var polite = rules.Polite.Matches(tokens, text);
        polite.AddRange(rules.ClassNouns.Matches(tokens, text));
        polite.AddRange(rules.AboutDocuments.Matches(tokens, text));
        var facets = rules.PartOfYear.Matches(tokens, text);
        facets.AddRange(places.Select(p => (p.From, p.To)));
        facets.AddRange(rules.UnitLevels.Matches(tokens, text));
        // "ai lo": asks who, and no document need say it so.
        var asks = rules.Intent("responsible").Matches(tokens, text);
        for (var i = 0; i < tokens.Count; i++)
        {
            var folded = tokens[i].Folded;
            var term = corpus.Index.Term(folded);
            var pair = i + 1 < tokens.Count ? corpus.Index.Pair(folded, tokens[i + 1].Folded) : -1;
            var content = !rules.IsFunctionWord(tokens[i], text, marked) || InContentPair(tokens, i, rules) || (!marked && ContentWords.IsMeant(tokens, i, corpus, rules)) || ContentWords.IsCollocation(tokens, i, corpus, rules);
            // "không ghi tên", "không được tiếp": what is denied is asked about; "có … không" is only a question.
            if (!content && folded == rules.Negation && i + 1 < tokens.Count && !tokens[i + 1].Breaks && IsDenied(tokens, i + 1, text, marked, rules)) content = true;
            // Unless the documents know it beside its neighbour, a word of everyday speech asks for nothing of theirs.
            if (content && rules.IsWeakWord(tokens[i], text, marked) && pair < 0 && (i == 0 || corpus.Index.Pair(tokens[i - 1].Folded, folded) < 0)) content = false;
            if (tokens[i].IsNumber && documents.Exists(d => i >= d.From && i < d.To)) content = false;
            if (asides.Exists(a => i >= a.From && i < a.To && a.To - a.From <= 4)) content = false;
            if (polite.Exists(a => i >= a.From && i < a.To)) content = false;
            // "bao nhiêu tiền": the unit of the answer, which is told by its figures.
            if (counted.Exists(a => a.To == i) && rules.IsUnit(folded)) content = false;
            var topic = content && !IsYear(folded, out _) && !facets.Exists(a => i >= a.From && i < a.To);
            var wide = content || !(asks.Exists(a => i >= a.From && i < a.To && a.To - a.From <= 3) || rules.IsFunctionWord(tokens[i], text, marked) || polite.Exists(a => i >= a.From && i < a.To) || asides.Exists(a => i >= a.From && i < a.To && a.To - a.From <= 4));
            terms[i] = new QuestionTerm(folded, term, pair, content, topic, corpus.Index.IdfOf(term) * weights[i], wide);
        }

        return terms;
    }

    /// <summary>"VNeID", "wifi": a word that is none of the language and stands in few blocks says alone what is meant.</summary>
    private static bool HasForeignWord(List<Token> tokens, Corpus corpus) => tokens.Exists(t =>
        !t.IsNumber && t.Length > 2 && !QuestionRepair.Default.IsSyllable(t.Folded) && corpus.Index.BlocksOf(corpus.Index.Term(t.Folded)).Length is > 0 and <= 5);

    private static bool IsDenied(List<Token> tokens, int i, string text, bool marked, QuestionRules rules)
    {
        if (rules.Negated.Contains(tokens[i].Folded) && i + 1 < tokens.Count && !tokens[i + 1].Breaks) i++;
        return !tokens[i].IsNumber && !rules.IsFunctionWord(tokens[i], text, marked);
    }

    /// <summary>Where a kind of document is named. In "công văn nào nói về báo cáo" only the first kind is one; the other is what is asked about.</summary>
    private static List<(int From, int To)> KindWords(PhraseSet words, List<Token> tokens, string text, QuestionRules rules)
    {
        var asked = rules.WhichDocument.Matches(tokens, text);
        var found = words.Matches(tokens, text);
        return asked.Count == 0 ? found : [.. found.Where(f => asked.Exists(a => f.From < a.To && a.From < f.To))];
    }

    private static bool InContentPair(List<Token> tokens, int i, QuestionRules rules) =>
        (i + 1 < tokens.Count && rules.ContentPairs.Contains(tokens[i].Folded + " " + tokens[i + 1].Folded))
        || (i > 0 && rules.ContentPairs.Contains(tokens[i - 1].Folded + " " + tokens[i].Folded));

    private static List<DocumentMention> Documents(List<Token> tokens, string text, QuestionRules rules)
    {
        var found = new List<DocumentMention>();
        foreach (var symbol in DocumentSymbols.Find(text))
        {
            var from = tokens.FindIndex(t => t.End > symbol.Start);
            var to = tokens.FindIndex(t => t.Start >= symbol.Start + symbol.Length);
            found.Add(new DocumentMention(symbol.Canonical, symbol.Number, null, from, to < 0 ? tokens.Count : to));
        }

        foreach (var (type, words) in rules.TypeWords)
        {
            foreach (var (from, to) in words.Matches(tokens, text))
            {
                var at = to;
                if (at < tokens.Count && tokens[at].Folded == rules.NumberWord) at++;
                while (at < tokens.Count && tokens[at].IsNumber && !found.Exists(d => d.Canonical is not null && at >= d.From && at < d.To))
                {
                    var number = tokens[at].Folded.Split('/')[0];
                    if (number.Length > 4 || IsYear(tokens[at].Folded, out _) || IsDay(tokens[at].Folded)) break;
                    if (at + 1 < tokens.Count && rules.NotAfterNumber.Contains(tokens[at + 1].Folded)) break;
                    found.Add(new DocumentMention(null, number.TrimStart('0'), type, from, at + 1));
                    at++;
                }
            }
        }

        return found;
    }

    /// <summary>"công văn 11/3/2022", "cv 11/3": its day and not its number.</summary>
    private static bool IsDay(string token) =>
        token.Split('/') is [{ } day, { } month, ..] && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d) && d is > 0 and <= 31
        && int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is > 0 and <= 12;

    private static List<DateOnly> Dates(List<Token> tokens)
    {
        var dates = new List<DateOnly>();
        foreach (var token in tokens)
        {
            if (token.IsNumber && token.Folded.Split('/') is [{ } day, { } month, { Length: 4 } year] && DocumentSymbols.Date(day, month, year) is { } date) dates.Add(date);
        }

        return dates;
    }

    private static List<int> Years(List<Token> tokens, List<DocumentMention> documents)
    {
        var years = new List<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsYear(tokens[i].Folded, out var year) || documents.Exists(d => d.Canonical is not null && i >= d.From && i < d.To)) continue;
            // "2021 - 2025" is a stretch of years a programme runs for, not the year asked about.
            var stretch = (i > 0 && IsYear(tokens[i - 1].Folded, out _)) || (i + 1 < tokens.Count && IsYear(tokens[i + 1].Folded, out _));
            if (!stretch) years.Add(year);
        }

        return years;
    }

    private static bool IsYear(string token, out int year) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out year) && token.Length == 4 && year is >= 1990 and <= 2100;

    /// <summary>Folded place names are everywhere: without marks a name counts when a word such as "tỉnh" stands before it or the documents do not know the words side by side.</summary>
    private static bool IsMeant(PlaceMention place, List<Token> tokens, string text, Corpus corpus, QuestionRules rules)
    {
        if (VietnameseText.HasMarks(text[tokens[place.From].Start..tokens[place.To - 1].End])) return true;
        if (place.To < tokens.Count && corpus.Index.HasPair(tokens[place.To - 1].Folded, tokens[place.To].Folded) && !corpus.Index.HasPair(tokens[place.From].Folded, tokens[place.To - 1].Folded)) return false;
        if (rules.AfterKind(tokens, place.From)) return true;
        if (corpus.Places.Contains(place.Name)) return true;
        // "phuong da nang cap": where the next word continues another known pair, no place is meant.
        return place.To - place.From >= 2 && !corpus.Index.HasPair(tokens[place.From].Folded, tokens[place.From + 1].Folded);
    }

    private static List<UnitMention> Units(List<Token> tokens, string text, Corpus corpus, QuestionRules rules)
    {
        var units = new List<UnitMention>();
        foreach (var (from, to) in rules.UnitHeads.Matches(tokens, text))
            units.Add(new UnitMention(string.Join(' ', tokens.Skip(from).Take(to - from).Select(t => t.Folded)), rules.QualifierAfter(tokens, text, to), from, to));
        foreach (var (from, to) in corpus.Tables.UnitNames.Matches(tokens, text))
        {
            if (!units.Exists(u => u.From < to && from < u.To)) units.Add(new UnitMention(string.Join(' ', tokens.Skip(from).Take(to - from).Select(t => t.Folded)), rules.QualifierAfter(tokens, text, to), from, to));
        }

        return units;
    }

    private static Intents ReadIntents(List<Token> tokens, string text, bool marked, Corpus corpus, QuestionRules rules)
    {
        var intents = Intents.None;
        Add("signer", Intents.Signer);
        Add("addressees", Intents.Addressees);
        Add("copies", Intents.Copies);
        Add("subject", Intents.Subject);
        Add("basis", Intents.Basis);
        Add("report", Intents.Report);
        Add("report_mentioned", Intents.ReportMentioned);
        Add("deadline", Intents.Deadline);
        Add("tasks", Intents.Tasks);
        Add("responsible", Intents.Responsible);
        Add("document_number", Intents.DocumentNumber);
        Add("date_asked", Intents.Date);
        Add("year_asked", Intents.Year);
        Add("time_asked", Intents.Time);
        Add("where_asked", Intents.Where);
        Add("issuer_asked", Intents.Issuer);
        Add("reason", Intents.Reason);
        Add("currentness", Intents.Currentness);
        Add("replaced", Intents.Replaced);
        Add("content_of", Intents.ContentOf);
        Add("template", Intents.Template);
        if (rules.Intent("condition").IsIn(tokens, text)) intents &= ~(Intents.Date | Intents.Time | Intents.Deadline);
        if (rules.Intent("section_asked").IsIn(tokens, text)) intents &= ~Intents.Where;
        // "báo cáo này gửi ai": the document, and no duty.
        if (rules.Intent("this_report").IsIn(tokens, text)) intents &= ~(Intents.Report | Intents.ReportMentioned);
        // "để làm gì" asks for a purpose, not for somebody's duties.
        if (rules.Intent("purpose").IsIn(tokens, text)) intents &= ~Intents.Tasks;
        var named = rules.Intent("office_named").IsIn(tokens, text) && rules.Offices.IsIn(tokens, text);
        if ((named || rules.Intent("office_holder").IsIn(tokens, text)) && (intents & (Intents.Responsible | Intents.Signer)) == 0) intents |= Intents.OfficeHolder;
        if (rules.WhichDocument.IsIn(tokens, text)) intents |= Intents.WhichDocument;
        if (rules.Ordinal.IsIn(tokens, text)) intents |= Intents.Ordinal;
        else if (rules.PercentAsked.IsIn(tokens, text)) intents |= Intents.Percent | Intents.Number;
        else if (rules.NumbersAsked.Matches(tokens, text).Exists(m => marked || m.To - m.From > 1 || !ContentWords.IsMeant(tokens, m.From, corpus, rules)) && (intents & (Intents.Date | Intents.DocumentNumber | Intents.Year)) == 0) intents |= Intents.Number;
        // "dân số bao nhiêu" asks for no number of a document.
        if (rules.Intent("no_document_number").IsIn(tokens, text)) intents &= ~(Intents.DocumentNumber | Intents.WhichDocument);
        if ((intents & Intents.Number) != 0 && rules.NotCounted.IsIn(tokens, text)) intents &= ~(Intents.Number | Intents.Percent);
        return intents;

        void Add(string name, Intents intent)
        {
            if (rules.Intent(name).IsIn(tokens, text)) intents |= intent;
        }
    }

    /// <summary>"số mấy, ngày nào": a number and a day, and not how many days.</summary>
    private static bool IsNumberOf(List<Token> tokens, string text, int from, QuestionRules rules) =>
        from > 0 && tokens[from - 1].Folded == rules.NumberWord && rules.CountWords.Matches(tokens, text).Exists(c => c.From == from);

    /// <summary>"1 tháng họp mấy lần": each month, and no part of the year.</summary>
    private static bool IsOneMonth(List<Token> tokens, int from, int to) => to - from == 2 && tokens[from].Folded.TrimStart('0') == "1";

    internal static string PeriodOf(IReadOnlyList<Token> tokens, int from, int to) => string.Join(' ', tokens.Skip(from).Take(to - from).Select(t => t.IsNumber ? t.Folded.TrimStart('0') : t.Folded));

    /// <summary>What is counted: the nouns after "bao nhiêu" or "mấy".</summary>
    private static List<AskedNoun> AskedNouns(List<Token> tokens, string text, bool marked, IReadOnlyList<Alternative> alternatives, Corpus corpus, QuestionRules rules)
    {
        var nouns = new List<AskedNoun>();
        var polite = rules.Polite.Matches(tokens, text);
        foreach (var (_, to) in rules.CountWords.Matches(tokens, text))
        {
            if (to >= tokens.Count || tokens[to].IsNumber || tokens[to].Breaks || IsComma(text, tokens[to - 1], tokens[to])) continue;
            // "bao nhiêu công trình", "mấy vụ": function words that are nouns here.
            if (rules.IsFunctionWord(tokens[to], text, marked) && !rules.CountedFunctionWords.Contains(tokens[to].Folded)) continue;
            var qualifiers = new List<string>();
            for (var i = to + 1; i < Math.Min(tokens.Count, to + 3) && !tokens[i].Breaks && !tokens[i].IsNumber; i++)
            {
                if (rules.IsWeakWord(tokens[i], text, marked)) break;
                if ((rules.IsFunctionWord(tokens[i], text, marked) && !InContentPair(tokens, i, rules) && (marked || !ContentWords.IsMeant(tokens, i, corpus, rules))) || polite.Exists(p => i >= p.From && i < p.To)) break;
                qualifiers.Add(tokens[i].Folded);
            }

            var words = qualifiers.ToArray();
            // Said otherwise in the documents: the words themselves need not stand there.
            if (qualifiers.Count == 2 && alternatives.Any(a => a.Of == string.Join(' ', qualifiers))) qualifiers.Clear();
            nouns.Add(new AskedNoun(rules.CountedAs(tokens[to].Folded), qualifiers.Count == 2 ? [.. qualifiers] : [])
            {
                Words = words,
                Terms = qualifiers.Count == 2 ? (corpus.Index.Term(qualifiers[0]), corpus.Index.Term(qualifiers[1])) : (-1, -1),
            });
        }

        return nouns;
    }

    private static bool IsComma(string text, Token before, Token after) => text.AsSpan(before.End, after.Start - before.End).Contains(',');

    private static List<PlaceMention> Places(List<Token> tokens, string text, Corpus corpus, QuestionRules rules)
    {
        var places = rules.PlacesIn(tokens, text, assumeMarks: false).Where(p => IsMeant(p, tokens, text, corpus, rules)).ToList();
        // Places the documents are from need no gazetteer.
        foreach (var (from, to) in corpus.PlaceNames.Matches(tokens, text))
        {
            if (places.Exists(p => from < p.To && p.From < to)) continue;
            var own = new PlaceMention(string.Join(' ', tokens.Skip(from).Take(to - from).Select(t => t.Folded)), from, to);
            if (IsMeant(own, tokens, text, corpus, rules)) places.Add(own);
        }

        return places;
    }

    /// <summary>"xã Hòa Tân", typed as names are typed: a place, and one nobody here knows. Read from the question as typed, since repair takes the capitals.</summary>
    private static string? UnknownPlace(string question, Corpus corpus, QuestionRules rules)
    {
        var typed = VietnameseText.Clean(question.Length > 1000 ? question[..1000] : question);
        var tokens = Tokenizer.Tokenize(typed);
        // With marks a verb behind "phường" is seen to be one ("phường mở hôm nào").
        if (!typed.Any(char.IsUpper) && !VietnameseText.HasMarks(typed) && Unwritten(tokens, corpus, rules) is { } unwritten) return unwritten;
        if (!typed.Any(char.IsLower)) return null;
        var bodies = rules.UnitHeads.Matches(tokens, typed);
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            // Also behind the name of a body that is named by its place: "đồn biên phòng Bình Hải".
            if (!(rules.AfterPlaceKind(tokens, i) || bodies.Exists(b => b.To == i)) || !IsName(tokens[i]) || !IsName(tokens[i + 1])) continue;
            var name = tokens[i].Folded + " " + tokens[i + 1].Folded;
            // "Đồng Văn" is not known by "hội đồng văn hóa".
            if (!LocalNames.StandsAsName(tokens[i].Folded, tokens[i + 1].Folded, corpus)) return name;
        }

        return null;

        bool IsName(Token token) => !token.IsNumber && token.Length > 1 && char.IsUpper(typed[token.Start]) && char.IsLower(typed[token.Start + 1]);
    }

    /// <summary>"xa ba dong co bao nhieu ho": two words no document has side by side stand where the name of the place stands.</summary>
    private static string? Unwritten(List<Token> tokens, Corpus corpus, QuestionRules rules)
    {
        for (var i = 1; i + 2 < tokens.Count; i++)
        {
            if (!rules.AfterPlaceKind(tokens, i) || !rules.AfterName.Contains(tokens[i + 2].Folded) || tokens[i].IsNumber || tokens[i + 1].IsNumber) continue;
            if (rules.NotNames.Contains(tokens[i].Folded) || rules.NotNames.Contains(tokens[i + 1].Folded)) continue;
            if (!corpus.Index.HasPair(tokens[i - 1].Folded, tokens[i].Folded) && !corpus.Index.HasPair(tokens[i].Folded, tokens[i + 1].Folded)) return tokens[i].Folded + " " + tokens[i + 1].Folded;
        }

        return null;
    }

    private static List<(int First, int Second)> Papers(List<Token> tokens, string text, bool marked, Corpus corpus, QuestionRules rules) =>
        [.. rules.PaperHeads.Matches(tokens, text)
            .Where(m => m.To < tokens.Count && !tokens[m.To].Breaks && !tokens[m.To].IsNumber && !rules.NotPapers.Contains(tokens[m.To].Folded) && !rules.IsFunctionWord(tokens[m.To], text, marked))
            .Select(m => (corpus.Index.Term(tokens[m.To - 1].Folded), corpus.Index.Term(tokens[m.To].Folded)))];

    private static List<(int First, int Second)> Organisations(List<Token> tokens, string text, bool marked, Corpus corpus, QuestionRules rules)
    {
        var found = new List<(int, int)>();
        foreach (var (from, to) in rules.OrganisationHeads.Matches(tokens, text))
        {
            // "Hội Phụ nữ" is also "Hội Liên hiệp Phụ nữ".
            if (rules.UnitHeads.Matches(tokens, text).Exists(u => u.From <= from && u.To > to && rules.HasOtherNames(string.Join(' ', tokens.Skip(u.From).Take(u.To - u.From).Select(t => t.Folded))))) continue;
            // "kho bạc", "viện kiểm sát": a name by itself.
            if (to - from >= 2 && to < tokens.Count && rules.IsFunctionWord(tokens[to], text, marked))
            {
                found.Add((corpus.Index.Term(tokens[to - 2].Folded), corpus.Index.Term(tokens[to - 1].Folded)));
                continue;
            }

            // Without marks "hoi" is also a question and "so" a number: only names of two words and more are sure.
            if (to >= tokens.Count || tokens[to].Breaks || tokens[to].IsNumber || (!marked && to - from < 2)) continue;
            if (rules.IsFunctionWord(tokens[to], text, marked) || (from > 0 && !tokens[from].Breaks && rules.ContentPairs.Contains(tokens[from - 1].Folded + " " + tokens[from].Folded))) continue;
            found.Add((corpus.Index.Term(tokens[to - 1].Folded), corpus.Index.Term(tokens[to].Folded)));
        }

        return found;
    }
}
