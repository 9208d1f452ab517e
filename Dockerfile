# sayso, the program and the package of Python, on Debian 12: docker build -t sayso . && docker run --rm -v "$PWD:/work" sayso read report.txt
FROM debian:12-slim AS build
COPY .ci/deps /src/.ci/deps
RUN /src/.ci/deps && rm -rf /var/lib/apt/lists/*
COPY . /src
WORKDIR /src
RUN meson setup /build --buildtype=release -Db_ndebug=false --prefix=/usr/local && ninja -C /build && meson install -C /build --destdir /out --strip
RUN python3 -m venv /opt/sayso && /opt/sayso/bin/pip install --no-cache-dir ".[arrow]"

FROM debian:12-slim
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    libicu72 libsqlite3-0 libdeflate0 libpq5 libxml2 libjansson4 libarchive13 libgmime-3.0-0 libgeonames0 libcurl4 libmicrohttpd12 ca-certificates \
    poppler-utils python3 && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/usr/local /usr/local
COPY --from=build /opt/sayso /opt/sayso
RUN ldconfig && useradd --create-home reader
ENV PATH=/usr/local/bin:/opt/sayso/bin:/usr/bin:/bin
USER reader
WORKDIR /work
ENTRYPOINT ["sayso"]
