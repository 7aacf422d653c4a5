#include "data/pack.hpp"
#include "targets.hpp"

namespace fuzz {

using namespace stoltenberg;

const std::map<std::string, std::string>& small_data() {
    static const std::map<std::string, std::string> files = [] {
        std::map<std::string, std::string> out;
        const data::Pack pack = data::Pack::builtin();
        std::string people = "\n"; // for the terms of those who are left
        for (const std::string& path : pack.list("")) {
            std::string_view content = *pack.content(path);
            std::string& kept = out[path];
            if (path.starts_with("gazetteers/terms")) {
                for (bool header = true; !content.empty();) {
                    const std::string_view line = content.substr(0, content.find('\n') + 1);
                    content.remove_prefix(line.size());
                    if (line.front() == '#') continue;
                    if (header || people.find('\n' + std::string(line.substr(0, line.find('\t') + 1))) != std::string::npos) kept += line;
                    header = false;
                }
                continue;
            }
            if (path.starts_with("gazetteers/") && content.size() > 20000) {
                const std::size_t cut = content.find('\n', 6000);
                content = content.substr(0, cut + 1);
            }
            kept = content;
            if (path.starts_with("gazetteers/people")) people += kept;
        }
        return out;
    }();
    return files;
}

} // namespace fuzz
