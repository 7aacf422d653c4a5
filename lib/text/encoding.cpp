#include <cstdint>
#include <limits>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include "base/utf8.hpp"
#include "text/text.hpp"

namespace stoltenberg::text {
namespace {

std::string convert(std::string_view bytes, const char* encoding) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return std::string(bytes); // more than ICU counts; no article either
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(encoding, &status);
    if (U_FAILURE(status)) return std::string(bytes);
    const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter, status);
    ucnv_close(converter);
    std::string out;
    text.toUTF8String(out);
    return out;
}

} // namespace

std::string to_utf8(std::string_view bytes, std::string_view encoding) {
    if (!encoding.empty() && encoding != "UTF-8" && encoding != "utf-8") {
        return convert(bytes, std::string(encoding).c_str());
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
    if (!encoding.empty() || base::is_valid_utf8(bytes)) return std::string(bytes);
    // Not UTF-8: let ICU say what it is, from the head of the text.
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector* detector = ucsdet_open(&status);
    const std::string_view head = bytes.substr(0, 1U << 16U);
    ucsdet_setText(detector, head.data(), static_cast<int32_t>(head.size()), &status);
    const UCharsetMatch* match = ucsdet_detect(detector, &status);
    std::string name;
    if (U_SUCCESS(status) && match != nullptr) name = ucsdet_getName(match, &status);
    ucsdet_close(detector);
    // A damaged UTF-8 text stays as it is; Latin-1 is read as its superset.
    if (name.empty() || name == "UTF-8") return std::string(bytes);
    if (name.starts_with("ISO-8859-1") && name.size() == 10) name = "windows-1252";
    return convert(bytes, name.c_str());
}

} // namespace stoltenberg::text
