#include <cstring>
#include <sstream>
#include <vector>

#include <stoltenberg/stoltenberg.hpp>

#include "data/image.hpp"
#include "entity/tagger.hpp"
#include "resources.hpp"
#include "targets.hpp"

namespace fuzz {

using namespace stoltenberg;

// A compiled gazetteer with damage behind its head: six bytes of the input are a place in the tables and what stands there.
void image(std::string_view input) {
    static const data::Pack pack = data::Pack::from_files(small_data());
    static const std::string user = "id\tname\taliases\nperson/ada-mirval\tAda Mirval\tMirval\norg/zorblax\tZorblax\tLigue mondiale du vent\n";
    static const std::string good = [] {
        std::ostringstream out;
        entity::Tagger::compile(pack, "fr", {{user, "user"}}).write(out);
        return out.str();
    }();
    constexpr std::size_t head = 1024;
    std::vector<std::uint64_t> bytes(good.size() / 8);
    std::memcpy(bytes.data(), good.data(), good.size());
    while (input.size() >= 6) {
        std::uint32_t place = 0;
        std::memcpy(&place, input.data(), 4);
        std::memcpy(reinterpret_cast<char*>(bytes.data()) + head + place % (good.size() - head - 1), input.data() + 4, 2);
        input.remove_prefix(6);
    }
    try {
        const Analyzer analyzer(std::make_shared<const Resources>(pack, "fr", data::Image::own(std::move(bytes), "fuzz")));
        Article article;
        article.plain = true;
        article.text =
            "Le président ukrainien Ada Mirval, de Zorblax, a reçu lundi à Paris le ministre russe des Affaires étrangères. La ligue mondiale du "
            "vent et l'ONU, selon Ada Mirvel et J. Mirval, n'ont pas réagi. Moscou et Kiev accusent Londres, dit le roi Abdallah II.";
        require(!to_json(analyzer.analyze(article)).empty(), "a damaged gazetteer answers");
    } catch (const ResourceError& e) {
        require(e.file() == "fuzz", "an error says where");
    }
}

} // namespace fuzz
