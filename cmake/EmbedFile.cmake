# INPUT, OUTPUT, SYMBOL: writes one C++ source with the file as one string_view.
file(READ "${INPUT}" content)
# CMake lists split at ; and treat [ ] and \ specially: work on the raw string only.
string(REPLACE "\\" "\\\\" content "${content}")
string(REPLACE "\"" "\\\"" content "${content}")
string(REPLACE "?" "\\?" content "${content}")
string(REPLACE "\t" "\\t" content "${content}")
string(REPLACE "\r" "\\r" content "${content}")
string(REPLACE "\n" "\\n\"\n\"" content "${content}")
# The size comes from the array, so that a NUL in the data is kept.
file(WRITE "${OUTPUT}" "// Generated from data by cmake/EmbedFile.cmake.\n#include <string_view>\n\n#if defined(__GNUC__)\n// More than the 64 KiB every compiler must take; ours take far more.\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#endif\n\nnamespace stoltenberg::data {\nextern const std::string_view ${SYMBOL};\nstatic const char bytes[] =\n\"${content}\";\nconst std::string_view ${SYMBOL}{bytes, sizeof bytes - 1};\n} // namespace stoltenberg::data\n")
