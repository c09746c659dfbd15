using DanVanBot.Commands;
using DanVanBot.Control;
using DanVanBot.Hosting;

return await CommandLine.RunAsync(args, async (settings, configuration, withSamples, ct) =>
{
    await Service.RunAsync(settings, configuration, withSamples, services => services.AddHostedService<ControlServer>(), ct);
    return CommandLine.Done;
});
