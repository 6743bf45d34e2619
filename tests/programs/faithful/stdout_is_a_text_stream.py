import sys

sys.stdout.reconfigure(line_buffering=True)
print("é", sys.stdout.encoding, sys.stdout.isatty(), sys.stdout.name, sys.stdout.mode)
sys.stdout.flush()
sys.stdout.buffer.write("東\n".encode())
sys.stdout.buffer.flush()
sys.stdout.writelines(["one\n", "two\n"])
sys.__stdout__.write(f"{sys.stdout!r}\n")
sys.stdout.flush()
sys.stderr.write("half a pair \ud800\n")
try:
    print("half a pair \ud800")
except UnicodeEncodeError as error:
    print(error.reason)
