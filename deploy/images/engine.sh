#!/bin/sh
# Starts one of a cluster's own processes in the runner's image: its class, then its words (docker-compose.yml).
#
# The cluster's secret comes from a file and goes into a file; neither the environment nor the command line shows it.
set -eu
umask 077

CONF=/tmp/conf
mkdir -p "$CONF"
cat > "$CONF/spark-defaults.conf" <<SETTINGS
spark.authenticate true
spark.authenticate.secret $(tr -d '\n' < /run/secrets/engine_secret)
spark.network.crypto.enabled true
spark.network.crypto.authEngineVersion 2
spark.network.crypto.saslFallback false
spark.io.encryption.enabled true
spark.master.rest.enabled false
spark.worker.cleanup.enabled true
SETTINGS
# What sees rows is silent: a failing row stands in the engine's error text.
python -c 'from spark_jobs.engine import SILENT; print(SILENT)' > "$CONF/executor-log4j2.properties"

JAVA_HOME="$(python -c 'from pathlib import Path; from spark_jobs.java import java_home; print(java_home(Path("/tmp/java")))')"
SPARK_HOME="$(python -c 'import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)')"
PYSPARK_PYTHON="$(command -v python)"
export JAVA_HOME SPARK_HOME PYSPARK_PYTHON
export SPARK_CONF_DIR="$CONF" SPARK_LOCAL_DIRS=/scratch SPARK_DAEMON_MEMORY=256m SPARK_NO_DAEMONIZE=1
exec "$SPARK_HOME/bin/spark-class" "$@"
