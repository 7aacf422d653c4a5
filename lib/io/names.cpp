#include "io/names.hpp"

#include <map>
#include <utility>

#include "base/utf8.hpp"
#include "data/pack.hpp"
#include "text/fold.hpp"
#include "text/text.hpp"

namespace stoltenberg::io {
namespace {

/// True where the character is not its own lower case.
bool begins_with_capital(std::string_view text) {
    if (text.empty()) return false;
    const std::string_view first = text.substr(0, base::decode(text, 0).size);
    return text::lower(first) != first;
}

} // namespace

Names::Names(const std::vector<TimelineEntity>& entities) {
    std::map<std::string_view, std::size_t> wanted;
    for (std::size_t i = 0; i < entities.size(); ++i) wanted.emplace(entities[i].id, i);
    std::map<std::string, std::uint32_t> keys; // the first surface wins: canonical names come before aliases
    const auto add = [&](std::string_view surface, std::size_t entity, bool acronym) {
        while (surface.starts_with('~') || surface.starts_with('=')) surface.remove_prefix(1);
        std::string key = match::key_of(text::fold(surface));
        if (key.empty()) return;
        if (keys.emplace(std::move(key), static_cast<std::uint32_t>(surfaces_.size())).second) {
            surfaces_.push_back({entity, begins_with_capital(surface), acronym ? std::string(surface) : std::string()});
        }
    };
    for (std::size_t i = 0; i < entities.size(); ++i) add(entities[i].name, i, false);

    const data::Pack pack = data::Pack::builtin();
    std::vector<data::Table> tables;
    for (const std::string& path : pack.list("gazetteers/")) {
        if (!path.ends_with(".tsv")) continue;
        data::Table table = pack.table(path);
        if (table.column_if("id") != data::Table::npos && table.column_if("name") != data::Table::npos) tables.push_back(std::move(table));
    }
    for (const char* column : {"aliases", "official", "acronyms", "surname", "ms", "fs", "mp", "fp", "nouns"}) {
        const bool acronym = std::string_view(column) == "acronyms";
        for (const data::Table& table : tables) {
            const std::size_t id = table.column("id");
            const std::size_t cell = table.column_if(column);
            if (cell == data::Table::npos) continue;
            for (const auto& row : table.rows()) {
                const auto it = wanted.find(row[id]);
                if (it == wanted.end()) continue;
                for (const std::string_view surface : data::split(row[cell])) add(surface, it->second, acronym);
            }
        }
    }
    // A person no gazetteer knows is named in full once and by the last word then.
    for (std::size_t i = 0; i < entities.size(); ++i) {
        if (entities[i].kind != Kind::person || !entities[i].id.starts_with("person/?")) continue;
        const std::size_t space = entities[i].name.rfind(' ');
        if (space != std::string::npos) add(std::string_view(entities[i].name).substr(space + 1), i, false);
    }
    trie_ = match::Trie(std::vector<std::pair<std::string, std::uint32_t>>(keys.begin(), keys.end()));
}

std::vector<NameHit> Names::find(std::string_view text) const {
    std::vector<NameHit> out;
    std::string folded;
    std::vector<std::uint32_t> origin;
    text::fold_into(text, folded, &origin, nullptr);
    for (std::uint32_t i = 0; i < folded.size();) {
        const bool start = text::is_word_byte(folded[i]) && (i == 0 || !text::is_word_byte(folded[i - 1]));
        if (!start) {
            ++i;
            continue;
        }
        match::Trie::Hit best;
        trie_.each(folded, i, [&](match::Trie::Hit hit) {
            const Surface& s = surfaces_[hit.value];
            const std::string_view source = text.substr(origin[i], origin[hit.end] - origin[i]);
            if (s.capital && !begins_with_capital(source)) return;
            if (!s.exact.empty() && source != s.exact && text::lower(s.exact) == source) return;
            best = hit;
        });
        if (!best) {
            ++i;
            continue;
        }
        out.push_back({Span{origin[i], origin[best.end]}, surfaces_[best.value].entity});
        i = best.end;
    }
    return out;
}

} // namespace stoltenberg::io
