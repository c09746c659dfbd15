# One small image: built with the SDK, run on the ASP.NET runtime as an ordinary user with a read-only root.
#   docker build -t danvanbot .
#   docker run -d --name danvanbot --read-only --tmpfs /tmp -p 5080:5080 -v danvanbot-data:/data -v /srv/secrets:/run/secrets:ro danvanbot
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/DanVanBot -c Release -o /app --no-self-contained

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# /data belongs to the user the program runs as, so that a fresh volume is writable.
RUN mkdir /data && chown 1654:1654 /data
ENV Data__Path=/data \
    Http__Url=http://0.0.0.0:5080 \
    DOTNET_EnableDiagnostics=0
USER 1654
VOLUME /data
EXPOSE 5080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["dotnet", "DanVanBot.dll", "health"]
ENTRYPOINT ["dotnet", "DanVanBot.dll"]
CMD ["run"]
