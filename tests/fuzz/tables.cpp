#include <stoltenberg/stoltenberg.hpp>

#include "data/pack.hpp"
#include "data/tsv.hpp"
#include "entity/tagger.hpp"
#include "resources.hpp"
#include "targets.hpp"

namespace fuzz {

using namespace stoltenberg;

// The first byte chooses: a table alone, a user's gazetteer, or the input put behind (or in the place of) a file of data/.
void tables(std::string_view input) {
    const unsigned what = choice(input);
    const Exact copy(input);
    const std::string_view content = copy.view();
    try {
        const data::Table table = data::Table::parse(content, "fuzz");
        for (const data::Table::Row& row : table.rows()) {
            require(row.line > 0 && !row.cells.empty(), "a row has a line and cells");
            for (const std::string_view cell : row.cells) {
                require(cell.empty() || (cell.data() >= content.data() && cell.data() + cell.size() <= content.data() + content.size()),
                        "a cell is a view of the file");
                (void)data::split(cell);
                (void)data::has(cell, "x");
            }
        }
    } catch (const ResourceError& e) {
        require(e.file() == "fuzz" && !e.why().empty(), "an error says where and why");
    }
    if (what % 4 == 0) return;
    try {
        std::map<std::string, std::string> files = small_data();
        if (what % 4 == 1) {
            const entity::Tagger tagger(data::Pack::from_files(std::move(files)), "fr", {{std::string(content), "fuzz"}});
        } else {
            auto file = files.begin();
            std::advance(file, static_cast<std::ptrdiff_t>(what / 4 % files.size()));
            if (what % 4 == 2)
                file->second += content;
            else
                file->second = content;
            const Resources resources(data::Pack::from_files(std::move(files)), "fr", {});
        }
    } catch (const ResourceError& e) {
        require(!e.file().empty() && !e.why().empty(), "an error says where and why");
    }
}

} // namespace fuzz
