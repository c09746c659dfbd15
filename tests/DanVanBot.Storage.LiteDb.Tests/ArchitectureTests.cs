using System.Reflection;
using LiteDB;
using LiteDB.Engine;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>LiteDB breaks its file when two threads are in it; so one class has it, and one thread has that class.</summary>
public sealed class ArchitectureTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void LiteDatabase_IsTouchedByLiteFileOnly()
    {
        HashSet<Type> guarded = [typeof(LiteDatabase), typeof(ILiteDatabase), typeof(LiteEngine), typeof(ILiteEngine), typeof(ILiteCollection<BsonDocument>)];
        var users = typeof(LiteDbStore).Assembly.GetTypes().Where(type => TypesUsedBy(type).Any(guarded.Contains)).Select(Outermost).Distinct();
        users.Should().Equal(typeof(LiteFile));
    }

    [Fact]
    public void LiteFile_IsHeldByTheSessionOfTheOwnerThreadOnly()
    {
        var holders = typeof(LiteDbStore).Assembly.GetTypes()
            .Where(type => type.GetFields(Everything).Any(field => field.FieldType == typeof(LiteFile)) && !type.Name.Contains('<'))
            .Select(Outermost).Distinct();
        holders.Should().Equal(typeof(LiteSession));
    }

    [Fact]
    public void LiteDbStore_HidesLiteDbFromTheRestOfTheHouse() =>
        typeof(LiteDbStore).Assembly.GetExportedTypes().SelectMany(type => type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public))
            .SelectMany(member => member switch
            {
                MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
                PropertyInfo property => [property.PropertyType],
                _ => [],
            })
            .Should().NotContain(type => type.Assembly == typeof(LiteDatabase).Assembly);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> TypesUsedBy(Type type)
    {
        foreach (var field in type.GetFields(Everything))
            yield return field.FieldType;
        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            foreach (var parameter in method.GetParameters())
                yield return parameter.ParameterType;
            foreach (var used in CalledFrom(type, method))
                yield return used;
        }
    }

    // Types on whose members a body calls, and its locals: walks the IL for the four-byte tokens behind call, callvirt and newobj.
    private static IEnumerable<Type> CalledFrom(Type type, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            yield break;
        foreach (var local in body.LocalVariables)
            yield return local.LocalType;
        var il = body.GetILAsByteArray()!;
        for (var at = 0; at + 4 < il.Length; at++)
        {
            if (il[at] is not (0x28 or 0x6f or 0x73))
                continue;
            MethodBase? called = null;
            try
            {
                called = type.Module.ResolveMethod(
                    BitConverter.ToInt32(il, at + 1), type.IsGenericType ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
            }
            catch (Exception e) when (e is ArgumentException or BadImageFormatException or MissingMethodException)
            {
                // The byte was no instruction but part of one.
            }

            if (called?.DeclaringType is { } declaring)
                yield return declaring;
        }
    }
}
