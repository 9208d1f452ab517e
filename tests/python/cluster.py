"""A cluster of Spark on this machine: a master and workers, as processes."""

import os
import signal
import socket
import subprocess
import tarfile

import pyspark

HOME = os.path.dirname(pyspark.__file__)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """Master and workers as processes; each leads a group that holds its executors."""

    def __init__(self, folder, workers=2):
        self.folder, self.processes = folder, []
        self.url = f"spark://127.0.0.1:{free_port()}"
        port = self.url.rsplit(":", 1)[1]
        self.start(
            "Master", "--host", "127.0.0.1", "--port", port, "--webui-port", str(free_port())
        )
        for _ in range(workers):
            self.start(
                "worker.Worker", "-c", "1", "-m", "1g", "--webui-port", str(free_port()), self.url
            )

    def start(self, name, *arguments):
        package = "master." if name == "Master" else ""
        command = [
            HOME + "/bin/spark-class",
            f"org.apache.spark.deploy.{package}{name}",
            *arguments,
        ]
        environment = dict(os.environ, SPARK_HOME=HOME, SPARK_WORKER_DIR=os.path.join(self.folder, "work"),
                           SPARK_LOCAL_IP="127.0.0.1", SPARK_DAEMON_MEMORY="256m")  # fmt: skip
        with open(os.path.join(self.folder, f"{len(self.processes)}.log"), "wb") as log:
            process = subprocess.Popen(
                command,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)

    def kill(self, i):
        os.killpg(self.processes[i].pid, signal.SIGKILL)
        self.processes[i].wait()

    def stop(self):
        for i, process in enumerate(self.processes):
            if process.poll() is None:
                self.kill(i)


def models_pack(folder):
    """What lies in $SAYSO_DATA, as an archive for --archives."""
    archive = os.path.join(folder, "data.tar.gz")
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        for name in os.listdir(os.environ["SAYSO_DATA"]):
            tar.add(os.path.join(os.environ["SAYSO_DATA"], name), name)
    return archive
