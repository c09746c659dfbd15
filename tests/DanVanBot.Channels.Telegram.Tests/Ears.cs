using System.Diagnostics;
using System.Diagnostics.Tracing;

namespace DanVanBot.Channels.Telegram.Tests;

/// <summary>Listens to everything a process can be asked to tell about its HTTP calls: events, activities, diagnostics.</summary>
internal sealed class Ears : EventListener
{
    private readonly List<string> _heard = [];
    private readonly ActivityListener _activities;
    private readonly IDisposable _diagnostics;

    public Ears()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => Hear($"{a.Source.Name} {a.DisplayName} {string.Join(' ', a.TagObjects)} {string.Join(' ', a.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _diagnostics = DiagnosticListener.AllListeners.Subscribe(new Diagnostics(this));
    }

    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_heard)
                return [.. _heard];
        }
    }

    public override void Dispose()
    {
        _activities.Dispose();
        _diagnostics.Dispose();
        base.Dispose();
    }

    // The client's own events only: FakeTelegram sits in this process and its server rightly sees the address.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Http" or "System.Net.NameResolution" or "System.Net.Sockets" or "System.Net.Security")
            EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) => Hear($"{eventData.EventSource.Name} {eventData.EventName} {string.Join(' ', eventData.Payload ?? [])}");

    private void Hear(string what)
    {
        if (_heard is null || what.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            return;
        lock (_heard)
            _heard.Add(what);
    }

    private sealed class Diagnostics(Ears ears) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
                value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value) => ears.Hear($"{value.Key} {value.Value}");

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
