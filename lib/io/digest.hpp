// SHA-256, for one purpose: the Content-Security-Policy of a page names the one script that may run.
#pragma once

#include <string>
#include <string_view>

namespace stoltenberg::io {

/// `sha256-…` with the digest in base64, as CSP and Subresource Integrity write it.
[[nodiscard]] std::string integrity(std::string_view bytes);

} // namespace stoltenberg::io
