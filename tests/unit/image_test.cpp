// Compiled gazetteers: what is compiled says what the tables say; what is damaged is told, or does no harm.
#include "../catch.hpp"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>

#include <stoltenberg/stoltenberg.hpp>

#include "../property/shipped.hpp"
#include "data/embedded.hpp"
#include "data/image.hpp"
#include "entity/tagger.hpp"

using namespace stoltenberg;

namespace {

const std::string mine = "id\tname\taliases\tacronyms\tsurname\tcountry\tflags\n"
                         "org/zorblax\tZorblax\tGroupe Zorblax|rebelles zorblaxois\tZBX\t\tFR\t\n"
                         "org/otan\t\tla Vieille Alliance\t\t\t\textend\n"
                         "person/ada-mirval\tAda Mirval\t\t\tMirval\tFR|BE\t\n"
                         "org/ligue-du-vent\tLigue mondiale du vent\t~Ligue\t\t\t\t\n"
                         "place/paris\tParis\t\t\t\tUS\t\n"
                         "org/onu\t\t\t\t\t\toff\n";
const std::string story = "Ada Mirval, de Zorblax, a vu la Vieille Alliance (OTAN) à Paris lundi. La ligue mondiale du vent et l'ONU ont refusé. "
                          "Mirval a quitté Moscou pour Kiev, où ZBX reçoit le président français Emmanuel Macron.";

std::string answers(const std::shared_ptr<const Resources>& resources) {
    const Analyzer analyzer(resources);
    std::string out;
    std::vector<std::string> texts = shipped_texts();
    texts.push_back(story);
    for (std::string& t : texts) {
        Article a;
        a.text = std::move(t);
        out += to_json(analyzer.analyze(std::move(a)));
    }
    return out;
}

/// A file that is gone when the test is.
struct File {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("stoltenberg-" + std::to_string(std::random_device{}()) + ".stg");
    File() = default;
    explicit File(const std::string& bytes) { write(bytes); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
    void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes; }
    std::string read() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }
};

std::string bytes_of(const data::Image& image) {
    std::ostringstream out;
    image.write(out);
    return out.str();
}

std::string why_not(const std::filesystem::path& path) {
    try {
        (void)ResourcesBuilder().gazetteer(path).build();
    } catch (const ResourceError& e) {
        CHECK(e.file() == path.string());
        return e.why();
    }
    return "accepted";
}

} // namespace

TEST_CASE("image: tables come back as they went in, in their order only") {
    data::ImageWriter writer;
    writer.add(std::vector<std::uint64_t>{1, 2, 3});
    writer.add("abc");
    writer.add(std::vector<std::uint32_t>{});
    const data::Image image = std::move(writer).finish(7, "fr", "here");
    image.check_all();
    CHECK(image.source() == 7);
    CHECK(image.language() == "fr");
    data::ImageReader reader(image);
    const auto numbers = reader.take<std::uint64_t>();
    REQUIRE(numbers.size() == 3);
    CHECK(numbers[2] == 3);
    CHECK(numbers[3] == 0); // beyond the end
    CHECK(reader.text() == "abc");
    CHECK(reader.take<std::uint32_t>().empty());
    CHECK_THROWS_AS(reader.take<std::uint32_t>(), ResourceError);
    data::ImageReader again(image);
    CHECK_THROWS_AS(again.take<std::uint32_t>(), ResourceError);
}

TEST_CASE("image: a digest sees every bit and every length") {
    std::string bytes(100, 'x');
    const auto whole = data::digest(bytes);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string other = bytes;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
        REQUIRE(data::digest(other) != whole);
    }
    CHECK(data::digest(bytes.substr(1)) != whole);
    CHECK(data::digest(bytes, 1) != whole);
    CHECK(data::digest("") != data::digest(std::string_view("\0", 1)));
}

TEST_CASE("image: the shipped one is what the shipped tables give") {
    REQUIRE_FALSE(data::embedded_image().empty());
    const data::Image built = entity::Tagger::compile(data::Pack::builtin(), "fr", {});
    CHECK(bytes_of(built) == data::embedded_image());
    CHECK(built.source() == entity::Tagger::source(data::Pack::builtin(), "fr"));
    CHECK(built.source() != entity::Tagger::source(data::Pack::builtin(), "en"));
}

TEST_CASE("image: a compiled gazetteer answers as its tables do") {
    ResourcesBuilder tables;
    tables.gazetteer_text(mine, "mine.tsv");
    const File file;
    tables.compile_gazetteer(file.path);
    const std::string want = answers(tables.build());
    CHECK(want.find("mine.tsv:2") != std::string::npos);
    CHECK(want.find("mine.tsv:4") != std::string::npos);
    CHECK(answers(ResourcesBuilder().gazetteer(file.path).build()) == want);
    CHECK(answers(ResourcesBuilder().build()) != want);
    ResourcesBuilder().gazetteer(file.path).check();
    // Compiling again gives the same bytes, while the file is in use.
    const auto used = ResourcesBuilder().gazetteer(file.path).build();
    const std::string bytes = file.read();
    tables.compile_gazetteer(file.path);
    CHECK(file.read() == bytes);
    CHECK(answers(used) == want);
    // The data directory and the built-in data are the same data.
    CHECK(answers(ResourcesBuilder().data_directory(STOLTENBERG_SOURCE_DIR "/data").gazetteer(file.path).build()) == want);
}

TEST_CASE("image: a file that is foreign, cut, of another version or of other data is told") {
    const File file;
    ResourcesBuilder().gazetteer_text(mine, "mine.tsv").compile_gazetteer(file.path);
    const std::string good = file.read();
    CHECK(why_not(file.path) == "accepted");

    for (const std::size_t size : {std::size_t{8}, std::size_t{50}, std::size_t{72}, std::size_t{200}, good.size() / 2, good.size() - 1}) {
        CAPTURE(size);
        CHECK(why_not(File(good.substr(0, size)).path).find("a compiled gazetteer") == 0);
    }
    std::string other = good;
    other[48] = '9'; // of the version, in a head that is sound
    std::uint64_t sections = 0;
    std::memcpy(&sections, other.data() + 40, sizeof sections);
    const std::string_view view = other;
    const std::uint64_t head = data::digest(view.substr(88, sections * 24), data::digest(view.substr(0, 80)));
    std::memcpy(other.data() + 80, &head, sizeof head);
    CHECK(why_not(File(other).path).find("compiled by version 9") != std::string::npos);
    CHECK(why_not(File(good + "x").path).find("long") != std::string::npos);
    other = good;
    other[8] = 99;
    CHECK(why_not(File(other).path).find("of format 99") != std::string::npos);
    other = good;
    std::swap(other[12], other[15]);
    CHECK(why_not(File(other).path).find("byte order") != std::string::npos);
    CHECK(why_not(File("\x7F"
                       "ELF and so on")
                      .path)
              .find("column") != std::string::npos); // no image: a table, and a bad one
    CHECK(why_not(File("").path) == "no header line");

    // Every bit of the head counts.
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        other = good;
        const std::size_t at = 8 + random() % 400;
        other[at] = static_cast<char>(other[at] ^ (1 << random() % 8));
        REQUIRE(why_not(File(other).path) != "accepted");
    }

    const data::Pack pack = data::Pack::builtin();
    std::map<std::string, std::string> files;
    for (const std::string& path : pack.list("gazetteers/")) files.emplace(path, *pack.content(path));
    for (const std::string& path : pack.list("lang/fr/entity-")) files.emplace("lang/xx/" + path.substr(8), *pack.content(path));
    const data::Image foreign = entity::Tagger::compile(data::Pack::from_files(files), "xx", {});
    CHECK(why_not(File(bytes_of(foreign)).path).find("language 'xx'") != std::string::npos);
    files.clear();
    for (const std::string& path : pack.list("")) files.emplace(path, *pack.content(path));
    files["gazetteers/places-sky.tsv"] += "place/zorblaxia\tZorblaxia\n";
    const data::Image newer = entity::Tagger::compile(data::Pack::from_files(files), "fr", {});
    CHECK(why_not(File(bytes_of(newer)).path).find("other data") != std::string::npos);
    try {
        (void)ResourcesBuilder().gazetteer(file.path).gazetteer_text(mine, "mine.tsv").build();
        FAIL("accepted");
    } catch (const ResourceError& e) {
        CHECK(e.why().find("stands alone") != std::string::npos);
    }
    CHECK_THROWS_AS(ResourcesBuilder().compile_gazetteer("/nonexistent/names.stg"), ResourceError);
}

TEST_CASE("image: damaged tables are told by a check and harm nothing without one", "[trust]") {
    const File file;
    ResourcesBuilder().gazetteer_text(mine, "mine.tsv").compile_gazetteer(file.path);
    const std::string good = file.read();
    std::mt19937 random(5);
    std::size_t different = 0;
    std::size_t refused = 0;
    const auto usual = Analyzer(ResourcesBuilder().gazetteer(file.path).build());
    Article article;
    article.text = story;
    const std::string want = to_json(usual.analyze(article));
    const int rounds = 60;
    for (int round = 0; round < rounds; ++round) {
        std::string bad = good;
        // Some bits, or every byte of a stretch: numbers too large, loops of slots, strings from anywhere.
        const std::size_t flips = round % 3 == 0 ? 1 : round % 3 == 1 ? 20000 : 0;
        for (std::size_t i = 0; i < flips; ++i) {
            const std::size_t at = 1024 + random() % (bad.size() - 1024);
            bad[at] = static_cast<char>(bad[at] ^ (1 << random() % 8));
        }
        if (flips == 0) {
            const std::size_t at = 1024 + random() % (bad.size() - 1024);
            const std::size_t size = std::min<std::size_t>(bad.size() - at, random() % 3000000);
            for (std::size_t i = 0; i < size; ++i) bad[at + i] = static_cast<char>(round % 2 == 0 ? 0xFF : random());
            if (size == 0) continue;
        }
        const File damaged(bad);
        CHECK_THROWS_AS(ResourcesBuilder().gazetteer(damaged.path).check(), ResourceError);
        try {
            const Analyzer analyzer(ResourcesBuilder().gazetteer(damaged.path).build());
            different += to_json(analyzer.analyze(article)) != want;
        } catch (const ResourceError&) {
            ++refused;
        }
    }
    CHECK(different > 10); // it was the tables in use that were damaged
    std::printf("trust: %-46s %9d inputs    0 failures\n", "damaged gazetteers analyse without harm", rounds);
}
