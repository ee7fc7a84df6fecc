# Builds the benchmarks and lets TorchSharp load on systems with an older C++ library; sourced by the scripts beside it.
cd "$(dirname "$0")"
dotnet build Flambeau.Benchmarks -c Release -v q --nologo
out=Flambeau.Benchmarks/bin/Release/net10.0
if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] && ! strings -a "$(gcc -print-file-name=libstdc++.so.6 2>/dev/null)" 2>/dev/null | grep -q '^GLIBCXX_3\.4\.32$'; then
  # see loosen_libstdcxx.py
  python3 loosen_libstdcxx.py "$out/runtimes/linux-x64/native/libLibTorchSharp.so"
  echo 'void _ZSt21ios_base_library_initv(void) {}' | gcc -shared -fPIC -x c -o "$out/ios_base.so" -
  export LD_PRELOAD="$PWD/$out/ios_base.so"
fi
