#!/usr/bin/env python3
"""Streams: memory, broken pipe, full disk, unreadable input, signals. What is written is whole, and the exit status says what happened."""
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile

binary = sys.argv[1]
ARTICLE = "Le président français Emmanuel Macron a reçu mardi 8 mars 2022 le chancelier Olaf Scholz à Paris, selon l’OTAN. " * 8
ROW = (json.dumps({"id": "a", "text": ARTICLE}, ensure_ascii=False) + "\n").encode()


def start(*args, **more):
    return subprocess.Popen([binary, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, **more)


def whole(data):
    """Lines of JSON, each whole; how many."""
    assert not data or data.endswith(b"\n"), data[-80:]
    for line in data.splitlines():
        json.loads(line)
    return data.count(b"\n")


# Memory does not grow with the number of lines: ten times the stream, the same peak.
def peak(rows, *args):
    code = ("import resource, subprocess, sys; p = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL); row = sys.stdin.buffer.readline()\n"
            "for _ in range(int(sys.argv[1])): p.stdin.write(row)\n"
            "p.stdin.close(); assert p.wait() == 0; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    r = subprocess.run([sys.executable, "-c", code, str(rows), binary, "annotate", *args], input=ROW, capture_output=True, check=True)
    return int(r.stdout)


for threads in () if os.environ.get("STOLTENBERG_SANITIZED") else ("1", "4"):  # a sanitizer keeps what is freed
    few, many = peak(300, "--threads", threads), peak(3000, "--threads", threads)
    print(f"--threads {threads}: peak of 300 lines {few >> 10} MB, of 3000 lines {many >> 10} MB")
    assert many < few * 1.25 + 8192, (few, many)

# A line is answered before the next is sent: nothing waits in a buffer.
with start("annotate") as p:
    for _ in range(3):
        p.stdin.write(ROW)
        p.stdin.flush()
        assert whole(p.stdout.readline()) == 1
    p.stdin.close()
    assert p.wait() == 0

# The reader has seen enough (head -1): silent, by SIGPIPE as other filters. Where SIGPIPE is ignored: status 1 and the reason.
for ignored in (False, True):
    with start("annotate", restore_signals=False, preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN if ignored else signal.SIG_DFL)) as p:
        p.stdin.write(ROW)
        p.stdin.flush()
        assert whole(p.stdout.readline()) == 1
        p.stdout.close()
        try:
            while True:
                p.stdin.write(ROW * 20)
        except BrokenPipeError:
            pass
        err = p.stderr.read()
        status = p.wait()
        p.stdin = None
        assert (status == 1 and b"Broken pipe" in err) if ignored else (status == -signal.SIGPIPE and not err), (status, err)

# A full disk: status 1, the reason, and of the file whole lines only.
for command in (["annotate"], ["annotate", "--threads", "3"], ["annotate", "--format", "html"]):
    with open("/dev/full", "wb") as full:
        r = subprocess.run([binary, *command], input=ROW * 3, stdout=full, stderr=subprocess.PIPE)
    assert r.returncode == 1 and b"No space left" in r.stderr, (command, r)
with open("/dev/full", "wb") as full, subprocess.Popen([binary, "annotate", "--threads", "3"], stdin=subprocess.PIPE, stdout=full, stderr=subprocess.PIPE, bufsize=0) as p:
    p.stdin.write(ROW)  # and more may come: the end does not wait for it
    assert p.wait(timeout=60) == 1 and b"No space left" in p.stderr.read()
with tempfile.TemporaryDirectory() as tmp:
    path = os.path.join(tmp, "out")
    for limit in (100, 30000, 50001):
        with open(path, "wb") as out:
            r = subprocess.run([binary, "annotate"], input=ROW * 20, stdout=out, stderr=subprocess.PIPE, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        with open(path, "rb") as back:
            data = back.read()
        assert r.returncode == 1 and b"cannot be written: File too large" in r.stderr, r
        lines = whole(data)
        assert len(data) <= limit and (lines > 0) == (limit > 20000), (limit, lines)
    articles = os.path.join(tmp, "a.txt")
    with open(articles, "w", encoding="utf-8") as f:
        f.write(ARTICLE)
    with open("/dev/full", "wb") as full:
        r = subprocess.run([binary, "timeline", articles], stdout=full, stderr=subprocess.PIPE)
    assert r.returncode == 1 and b"No space left" in r.stderr, r

    # What cannot be read is said: a directory as standard input, as a file, as a gazetteer.
    here = os.open(tmp, os.O_RDONLY)
    r = subprocess.run([binary, "annotate"], stdin=here, capture_output=True)
    assert r.returncode == 1 and b"standard input cannot be read" in r.stderr and not r.stdout, r
    os.close(here)
    r = subprocess.run([binary, "timeline", tmp, articles], capture_output=True)
    assert r.returncode == 1 and b"cannot be read" in r.stderr and len(json.loads(r.stdout)["articles"]) == 1, r
    r = subprocess.run([binary, "annotate", "--gazetteer", tmp], stdin=subprocess.DEVNULL, capture_output=True)
    assert r.returncode == 2 and b"cannot be read" in r.stderr, r

# A signal: the line that is being written is finished, the process says so and dies by the signal.
for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    for threads in ("1", "3"):
        with start("annotate", "--threads", threads) as p:
            p.stdin.write(ROW * 5)
            p.stdin.flush()
            data = p.stdout.readline()  # it works
            p.send_signal(sig)          # and waits for more
            rest, err = p.communicate()
            assert p.returncode == -sig, (sig, p.returncode, err)
            assert b"stopped by " + sig.name.encode() in err, err
            assert 1 <= whole(data + rest) <= 5
# In the middle of a stream into a slow reader, and when the parent ignores the signal (nohup).
with tempfile.TemporaryFile() as many:
    many.write(ROW * 4000)
    many.seek(0)
    with subprocess.Popen([binary, "annotate"], stdin=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as p:
        first = p.stdout.read(100)
        p.send_signal(signal.SIGINT)
        rest, err = p.communicate()
        assert p.returncode == -signal.SIGINT and whole(first + rest) < 4000, (p.returncode, err)
with start("annotate", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as p:
    p.stdin.write(ROW)
    p.stdin.flush()
    assert p.stdout.readline()
    p.send_signal(signal.SIGHUP)
    p.stdin.write(ROW)
    p.stdin.close()
    assert whole(p.stdout.read()) == 1 and p.wait() == 0

# Ids are no paths: files of --split are numbered and stay in their directory.
with tempfile.TemporaryDirectory() as tmp:
    out = os.path.join(tmp, "a", "out")
    rows = b"".join((json.dumps({"id": i, "text": "Il pleut lundi."}) + "\n").encode() for i in ("../../x", "/tmp/x", "a/b", "..", "", "x\u0000y", "con"))
    r = subprocess.run([binary, "annotate", "--split", out], input=rows, capture_output=True)
    assert r.returncode == 0 and sorted(os.listdir(out)) == [f"{i:06}.json" for i in range(1, 8)] and os.listdir(tmp) == ["a"] and os.listdir(os.path.join(tmp, "a")) == ["out"], r

# Messages hold nothing that a terminal obeys.
r = subprocess.run([binary, "annotate"], input=b'{"text": "a", "published": "\\u001b[31m\\u009b\\r\\n"}\n', capture_output=True)
assert r.returncode == 1 and not any(c < 32 for c in r.stderr.rstrip(b"\n")) and b"\xc2\x9b" not in r.stderr, r.stderr
print("streams: all well")
