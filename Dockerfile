# The exchange beside a PostgreSQL of the operator's: no compiler, no embedded server's data, no root.
FROM python:3.13-slim
WORKDIR /srv/exchange
ENV PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY pyproject.toml hatch_build.py README.md ./
COPY schema schema
COPY auth auth
COPY migrations migrations
COPY src src
RUN pip install --no-deps --no-build-isolation . \
    && useradd --system --home-dir /var/lib/exchange --create-home exchange \
    && rm -rf /srv/exchange/*
USER exchange
WORKDIR /var/lib/exchange
ENV EXCHANGE_HOST=0.0.0.0 EXCHANGE_PORT=8000 EXCHANGE_DATA_DIR=/var/lib/exchange/data
EXPOSE 8000
CMD ["exchange", "serve"]
