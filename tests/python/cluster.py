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


def priority():
    """Of this session against others, -20 to 19, as `echo -8 > /proc/self/autogroup` sets it; each
    new session begins at 0. None: the kernel knows of none."""
    try:
        with open("/proc/self/autogroup", encoding="ascii") as f:
            return f.read().split()[-1]
    except OSError:
        return None


class Cluster:
    """Master and workers as processes; each leads a group that holds its executors. The i-th worker
    and all that it starts stay on the i-th of `cores`, if there is one."""

    def __init__(self, folder, workers=2, cores=()):
        self.folder, self.processes = folder, []
        self.url = f"spark://127.0.0.1:{free_port()}"
        port = self.url.rsplit(":", 1)[1]
        self.start(
            "Master", "--host", "127.0.0.1", "--port", port, "--webui-port", str(free_port())
        )
        for i in range(workers):
            self.start(
                "worker.Worker", "-c", "1", "-m", "1g", "--webui-port", str(free_port()), self.url,
                core=cores[i] if i < len(cores) else None,
            )  # fmt: skip

    def start(self, name, *arguments, core=None):
        package = "master." if name == "Master" else ""
        command = [
            HOME + "/bin/spark-class",
            f"org.apache.spark.deploy.{package}{name}",
            *arguments,
        ]
        environment = dict(os.environ, SPARK_HOME=HOME, SPARK_WORKER_DIR=os.path.join(self.folder, "work"),
                           SPARK_LOCAL_IP="127.0.0.1", SPARK_DAEMON_MEMORY="256m")  # fmt: skip
        ours = priority()

        def begin():  # in the process, before the program
            if core is not None:
                os.sched_setaffinity(0, {core})
            if ours not in (None, priority()):
                with open("/proc/self/autogroup", "w", encoding="ascii") as f:
                    f.write(ours)

        with open(os.path.join(self.folder, f"{len(self.processes)}.log"), "wb") as log:
            process = subprocess.Popen(
                command,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=begin,
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
