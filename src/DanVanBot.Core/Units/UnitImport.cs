using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;

namespace DanVanBot.Core.Units;

/// <summary>What an import did.</summary>
/// <param name="Added">New units.</param>
/// <param name="Changed">Units that differ from what was there.</param>
/// <param name="Unchanged">Units that were there just so.</param>
/// <param name="SamplesRemoved">Made-up units that went.</param>
/// <param name="NotInFile">Real units the file does not name; they stay.</param>
/// <param name="SampleEnded">Whether sample mode ended with it.</param>
public sealed record UnitImportResult(int Added, int Changed, int Unchanged, int SamplesRemoved, IReadOnlyList<string> NotInFile, bool SampleEnded);

/// <summary>Puts the office's real units in place of what was there. The same file twice changes nothing.</summary>
public static class UnitImport
{
    /// <summary>Writes into the view; commit its reads and writes.</summary>
    public static UnitImportResult Apply(StepView view, IReadOnlyList<Unit> units, DateTimeOffset now)
    {
        var existing = UnitBook.List(view);
        var ids = units.Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
        var (added, changed, unchanged, removed) = (0, 0, 0, 0);
        foreach (var unit in units)
        {
            switch (Unit.Records.Get(view, unit.Id))
            {
                case null:
                    added++;
                    break;
                case var known when known == unit:
                    unchanged++;
                    continue;
                default:
                    changed++;
                    break;
            }

            Unit.Records.Put(view, unit);
        }

        foreach (var sample in existing.Where(u => u.IsSample && !ids.Contains(u.Id)))
        {
            Unit.Records.Delete(view, sample.Id);
            removed++;
        }

        var wasSample = SampleMode.IsOn(view);
        SampleMode.End(view, now, "units import");
        if (added + changed + removed > 0)
            Audit.NoteOperator(view, now, "units-import", "units");
        var missing = existing.Where(u => !u.IsSample && !ids.Contains(u.Id)).Select(u => u.Name).ToList();
        return new UnitImportResult(added, changed, unchanged, removed, missing, wasSample);
    }
}
