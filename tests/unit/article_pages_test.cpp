// The golden pages of tests/golden/pages: what of the body is kept, what of the furniture is found, and the date.
#include "../catch.hpp"

#include <iostream>
#include <set>

#include "article_support.hpp"

using namespace article_test;

namespace {

std::set<std::size_t> line_numbers(std::string_view cell) {
    std::set<std::size_t> out;
    for (const auto part : data::split(cell)) {
        const auto dash = part.find('-');
        const std::size_t from = std::stoul(std::string(part.substr(0, dash)));
        const std::size_t to = dash == std::string_view::npos ? from : std::stoul(std::string(part.substr(dash + 1)));
        for (std::size_t n = from; n <= to; ++n) out.insert(n);
    }
    return out;
}

} // namespace

TEST_CASE("article: golden pages") {
    const std::string dir = STOLTENBERG_SOURCE_DIR "/tests/golden/pages/";
    const std::string content = file(dir + "gold.tsv");
    const data::Table table = data::Table::parse(content, "tests/golden/pages/gold.tsv");
    std::size_t body = 0, kept = 0, furniture = 0, found = 0;
    std::size_t right = 0, wrong = 0, open = 0, titles = 0;
    for (const auto& row : table.rows()) {
        const std::string name(row[table.column("file")]);
        INFO(name);
        const Page page(file(dir + name));
        const std::string& s = page.source;
        std::vector<char> marked(s.size(), 0);
        for (const auto& f : page.layout.furniture) {
            const Span span = page.text.to_span(f.range);
            std::fill(marked.begin() + span.begin, marked.begin() + span.end, 1);
        }
        std::vector<char> glued(s.size(), 0); // furniture inside lines of the body
        for (const auto piece : data::split(row[table.column("glued")])) {
            const auto at = s.find(piece);
            REQUIRE(at != std::string::npos);
            std::fill_n(glued.begin() + static_cast<std::ptrdiff_t>(at), piece.size(), 1);
        }
        const auto is_body = line_numbers(row[table.column("body_lines")]);
        const auto is_furniture = line_numbers(row[table.column("furniture_lines")]);
        std::size_t line = 1;
        std::size_t lost = 0;
        for (std::size_t i = 0; i < s.size(); ++i) {
            if (s[i] == '\n') ++line;
            if (s[i] == '\n' || s[i] == ' ' || s[i] == '\r') continue;
            if (glued[i] || is_furniture.contains(line)) {
                ++furniture;
                found += marked[i] != 0;
            } else if (is_body.contains(line)) {
                ++body;
                kept += marked[i] == 0;
                lost += marked[i] != 0;
            }
        }
        CHECK(lost == 0);
        const std::string want(row[table.column("dct")]);
        const std::string& got = page.dated.dct.value;
        (got == want ? right : got.empty() ? open : wrong) += 1;
        CHECK(got == want);
        std::string title;
        if (const auto cell = row[table.column("title_line")]; !cell.empty()) {
            std::size_t n = std::stoul(std::string(cell));
            std::size_t at = 0;
            while (--n > 0) at = s.find('\n', at) + 1;
            title = s.substr(at, s.find_first_of("\r\n", at) - at);
        }
        const std::string mine = page.layout.title ? page.surface(*page.layout.title) : "";
        titles += mine == title;
        CHECK(mine == title);
    }
    const auto percent = [](std::size_t a, std::size_t b) { return 100.0 * static_cast<double>(a) / static_cast<double>(b); };
    std::cout << "golden pages: body recall " << percent(kept, body) << " %, body precision " << percent(kept, kept + furniture - found)
              << " %, furniture found " << percent(found, furniture) << " %; DCT right " << right << ", wrong " << wrong << ", open " << open
              << "; title right " << titles << " of " << table.rows().size() << "\n";
    CHECK(percent(kept, body) >= 99.8);
    CHECK(percent(kept, kept + furniture - found) >= 99.0);
    CHECK(wrong == 0);
    CHECK(open <= 1);
}

TEST_CASE("article: any bytes are a page") {
    for (const std::string& s :
         {std::string{}, std::string("\n\n\n"), std::string("\xff\xfe\x00\x80", 4), std::string(5000, '|'), std::string(20000, '\n'),
          std::string("12/05/2014"), std::string("date 2022-11"), std::string("...\n...\n"), std::string(3000, 'a')}) {
        const Page page(s);
        const auto skipped = page.layout.skipped();
        for (std::size_t i = 1; i < skipped.size(); ++i) CHECK(skipped[i - 1].end <= skipped[i].begin);
        for (const auto& f : page.layout.furniture) CHECK(f.range.end <= page.text.folded.size());
    }
}

TEST_CASE("article: a plain text has a title at most") {
    const Page page("Le pont rouvre\n\nPublié le 12/05/2014\n\nLire aussi : le tunnel\n\nLe conseil a voté la loi dans la nuit.\n", true);
    REQUIRE(page.layout.title);
    CHECK(page.surface(*page.layout.title) == "Le pont rouvre");
    CHECK(page.layout.furniture.empty());
    CHECK(page.dated.dct.value.empty());
    CHECK(page.dated.dct.status == DctStatus::unknown);
}
