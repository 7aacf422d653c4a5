#include "entity/lexicon.hpp"

#include <algorithm>
#include <array>

namespace stoltenberg::entity {

using data::Table;

namespace {

constexpr std::array class_names{
    std::pair{std::string_view("function"), class_function},
    std::pair{std::string_view("common"), class_common},
    std::pair{std::string_view("calendar"), class_calendar},
    std::pair{std::string_view("particle"), class_particle},
    std::pair{std::string_view("foreign"), class_foreign},
    std::pair{std::string_view("prefix"), class_prefix},
    std::pair{std::string_view("article"), class_article},
    std::pair{std::string_view("contraction"), class_contraction},
    std::pair{std::string_view("of"), class_de},
    std::pair{std::string_view("connector"), class_connector},
    std::pair{std::string_view("former"), class_former},
    std::pair{std::string_view("stop"), class_stop},
    std::pair{std::string_view("and"), class_and},
    std::pair{std::string_view("masculine"), class_masculine},
    std::pair{std::string_view("modifier"), class_modifier},
    std::pair{std::string_view("numeral"), class_numeral},
    std::pair{std::string_view("no-acronym"), class_no_acronym},
    std::pair{std::string_view("title"), class_title},
    std::pair{std::string_view("place-link"), class_place_link},
    std::pair{std::string_view("preposition"), class_preposition},
    std::pair{std::string_view("junior"), class_junior},
    std::pair{std::string_view("block"), class_block},
    std::pair{std::string_view("english"), class_english},
    std::pair{std::string_view("plural"), class_plural},
    std::pair{std::string_view("possessive"), class_possessive},
    std::pair{std::string_view("aim"), class_aim},
};

constexpr std::array where_names{
    std::pair{std::string_view("before"), Where::before}, std::pair{std::string_view("before-of"), Where::before_de},
    std::pair{std::string_view("after"), Where::after},   std::pair{std::string_view("first"), Where::first},
    std::pair{std::string_view("last"), Where::last},     std::pair{std::string_view("inside"), Where::inside},
    std::pair{std::string_view("suffix"), Where::suffix}, std::pair{std::string_view("shape"), Where::shape},
};

constexpr std::array seen_names{
    std::pair{std::string_view("given-name"), shape_given_name},
    std::pair{std::string_view("given-word"), shape_given_word},
    std::pair{std::string_view("given-only"), shape_given_only},
    std::pair{std::string_view("given-alone"), shape_given_alone},
    std::pair{std::string_view("initial"), shape_initial},
    std::pair{std::string_view("run"), shape_run},
    std::pair{std::string_view("run-with-given"), shape_run_with_given},
    std::pair{std::string_view("shouting"), shape_shouting},
    std::pair{std::string_view("common-word"), shape_common_word},
    std::pair{std::string_view("dateline-agency"), shape_dateline_agency},
    std::pair{std::string_view("short-form"), shape_short_form},
    std::pair{std::string_view("stray-acronym"), shape_stray_acronym},
    std::pair{std::string_view("article-run"), shape_article_run},
    std::pair{std::string_view("single-letter"), shape_single_letter},
    std::pair{std::string_view("long-run"), shape_long_run},
    std::pair{std::string_view("mixed-run"), shape_mixed_run},
    std::pair{std::string_view("inner-capital"), shape_inner_capital},
    std::pair{std::string_view("acronym"), shape_acronym},
    std::pair{std::string_view("long-acronym"), shape_long_acronym},
    std::pair{std::string_view("ends-with-place"), shape_ends_with_place},
    std::pair{std::string_view("starts-with-place"), shape_starts_with_place},
    std::pair{std::string_view("starts-with-organisation"), shape_starts_with_organisation},
    std::pair{std::string_view("digit"), shape_digit},
    std::pair{std::string_view("ampersand"), shape_ampersand},
    std::pair{std::string_view("linked-place"), shape_linked_place},
    std::pair{std::string_view("hyphen-lower"), shape_hyphen_lower},
    std::pair{std::string_view("office"), shape_office},
    std::pair{std::string_view("office-of"), shape_office_of},
    std::pair{std::string_view("demonym-person"), shape_demonym_person},
    std::pair{std::string_view("demonym-noun"), shape_demonym_noun},
    std::pair{std::string_view("article"), shape_article},
    std::pair{std::string_view("in-parentheses"), shape_in_parentheses},
    std::pair{std::string_view("list"), shape_list},
    std::pair{std::string_view("in-quotes"), shape_in_quotes},
    std::pair{std::string_view("said-by"), shape_said_by},
    std::pair{std::string_view("speaker"), shape_speaker},
    std::pair{std::string_view("subject"), shape_subject},
    std::pair{std::string_view("article-subject"), shape_article_subject},
    std::pair{std::string_view("before-acronym"), shape_before_acronym},
};

constexpr std::array shape_names{
    std::pair{std::string_view("name"), head_name},       std::pair{std::string_view("of"), head_de},
    std::pair{std::string_view("phrase"), head_phrase},   std::pair{std::string_view("demonym"), head_demonym},
    std::pair{std::string_view("capital"), head_capital}, std::pair{std::string_view("mask"), head_mask},
    std::pair{std::string_view("strong"), head_strong},   std::pair{std::string_view("alone"), head_alone},
    std::pair{std::string_view("upper"), head_upper},     std::pair{std::string_view("definite"), head_definite},
    std::pair{std::string_view("state"), head_state},     std::pair{std::string_view("number"), head_number},
};

template <class Array>
auto lookup(const Array& names, std::string_view name) {
    const auto it = std::find_if(names.begin(), names.end(), [&](const auto& p) { return p.first == name; });
    return it == names.end() ? nullptr : &it->second;
}

/// A word of one or two letters whose accent tells it from another word.
bool short_accented(std::string_view w) {
    const std::string folded = text::fold(w);
    return folded.size() <= 2 && folded.size() < w.size();
}

constexpr std::uint16_t no_cue = 0xFFFF;

/// What the accent at the end of a form says: folding makes one word of "cité" and "cite", "comté" and "comte".
Cue::Accent accent_of(std::string_view form) {
    if (short_accented(form)) return Cue::Accent::must;
    text::Text read;
    text::read(form, text::Language{}, read);
    if (read.words.empty()) return Cue::Accent::any;
    const text::Word& last = read.words.back();
    if (last.is(text::acute_end)) return Cue::Accent::must;
    const std::string_view word = read.word(read.words.size() - 1);
    return word.ends_with('e') || word.ends_with("es") ? Cue::Accent::no : Cue::Accent::any;
}

float weight(const Table& table, const Table::Row& row, std::string_view cell) {
    if (cell.empty()) return 0;
    const bool minus = cell.front() == '-';
    const std::string_view digits = minus ? cell.substr(1) : cell;
    float value = 0;
    float scale = 0;
    for (const char c : digits) {
        if (c == '.' && scale == 0.0F) {
            scale = 1;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + static_cast<float>(c - '0');
            scale *= 10;
        } else {
            table.fail(row, "weight '" + std::string(cell) + "' is no number");
        }
    }
    if (scale > 0) value /= scale;
    return minus ? -value : value;
}

} // namespace

std::uint32_t Lexicon::entry(std::string_view key) {
    const std::uint32_t hash = base::word_hash(key);
    const std::uint32_t known = index_.find(hash, [&](std::uint32_t i) { return keys[i] == key; });
    if (known != base::no_number) return known;
    const auto at = static_cast<std::uint32_t>(entries.size());
    index_.add(hash, at);
    keys.emplace_back(key);
    entries.emplace_back();
    gists.emplace_back();
    return at;
}

Lexicon::Lexicon(const data::Pack& pack, std::string_view language) {
    const std::string dir = "lang/" + std::string(language) + "/entity-";
    const auto key = [](std::string_view word) { return match::key_of(text::fold(word)); };
    keys.emplace_back();
    entries.emplace_back();
    gists.emplace_back();
    {
        const Table table = pack.table(dir + "words.tsv");
        const auto c_class = table.column("class");
        const auto c_words = table.column("words");
        for (const Table::Row& row : table.rows()) {
            if (row[c_class] == "plural-ending") {
                for (const std::string_view w : data::items(row[c_words])) plural_endings_ += text::fold(w); // a letter each
                continue;
            }
            if (row[c_class] == "adjective-ending") {
                for (const std::string_view w : data::items(row[c_words])) adjective_endings_.add(text::fold(w), true);
                continue;
            }
            const auto* bit = lookup(class_names, row[c_class]);
            if (bit == nullptr) table.fail(row, "unknown class '" + std::string(row[c_class]) + "'");
            for (const std::string_view w : data::items(row[c_words])) {
                Gist& e = gists[entry(key(w))];
                (short_accented(w) ? e.accented_classes : e.classes) |= *bit;
                if (*bit == class_article) articles_.push_back(key(w));
                if (*bit == class_particle) particles_.push_back(key(w));
            }
        }
    }
    {
        const Table table = pack.table(dir + "cues.tsv");
        const auto c_where = table.column("where");
        const auto c_forms = table.column("forms");
        const auto c_person = table.column("person");
        const auto c_organisation = table.column("organisation");
        const auto c_place = table.column("place");
        const auto c_other = table.column("other");
        for (const Table::Row& row : table.rows()) {
            const auto* where = lookup(where_names, row[c_where]);
            if (where == nullptr) table.fail(row, "unknown where '" + std::string(row[c_where]) + "'");
            Cue cue{*where,
                    Cue::Accent::any,
                    weight(table, row, row[c_person]),
                    weight(table, row, row[c_organisation]),
                    weight(table, row, row[c_place]),
                    weight(table, row, row[c_other]),
                    table.where(row)};
            std::array<std::uint16_t, 3> at{}; // one cue for each need of an accent
            at.fill(no_cue);
            for (const std::string_view form : data::items(row[c_forms])) {
                cue.accent = *where == Where::suffix || *where == Where::shape ? Cue::Accent::any : accent_of(form);
                std::uint16_t& index = at[static_cast<std::size_t>(cue.accent)];
                if (index == no_cue) {
                    index = static_cast<std::uint16_t>(cues.size());
                    cues.push_back(cue);
                }
                if (*where == Where::suffix) {
                    suffixes_.add(text::fold(form), index);
                } else if (*where == Where::shape) {
                    const auto* shape = lookup(seen_names, form);
                    if (shape == nullptr) table.fail(row, "unknown shape '" + std::string(form) + "'");
                    shapes_[*shape] = index;
                } else {
                    entries[entry(key(form))].cues.push_back(index);
                }
            }
        }
    }
    {
        const Table table = pack.table(dir + "heads.tsv");
        const auto c_kind = table.column("kind");
        const auto c_forms = table.column("forms");
        const auto c_shape = table.column("shape");
        for (const Table::Row& row : table.rows()) {
            Head head;
            if (row[c_kind] == "organisation") {
                head.kind = Kind::organisation;
            } else if (row[c_kind] == "place") {
                head.kind = Kind::place;
            } else if (row[c_kind] == "other") {
                head.other = true;
            } else {
                table.fail(row, "unknown kind '" + std::string(row[c_kind]) + "'");
            }
            for (const std::string_view s : data::items(row[c_shape])) {
                const auto* bit = lookup(shape_names, s);
                if (bit == nullptr) table.fail(row, "unknown shape '" + std::string(s) + "'");
                head.shape |= static_cast<std::uint16_t>(*bit);
            }
            head.why = table.where(row);
            const auto at = static_cast<std::uint16_t>(heads.size());
            heads.push_back(std::move(head));
            for (const std::string_view form : data::items(row[c_forms])) entries[entry(key(form))].heads.push_back(at);
        }
    }
    {
        const Table table = pack.table(dir + "metonyms.tsv");
        const auto c_where = table.column("where");
        const auto c_forms = table.column("forms");
        for (const Table::Row& row : table.rows()) {
            const auto at = static_cast<std::uint16_t>(metonyms.size());
            if (row[c_where] != "subject" && row[c_where] != "before") table.fail(row, "unknown where");
            metonyms.push_back({row[c_where] == "subject", table.where(row)});
            for (const std::string_view form : data::items(row[c_forms])) entries[entry(key(form))].metonyms.push_back(at);
        }
    }
    if (const auto table = pack.table_if("gazetteers/offices.tsv")) load_offices(*table);
    close();
}

void Lexicon::load_offices(const Table& table) {
    const auto c_id = table.column("id");
    const auto c_forms = table.column("forms");
    const auto c_of = table.column("of");
    const auto c_only = table.column_if("only");
    const auto c_types = table.column_if("types");
    const auto c_flags = table.column_if("flags");
    for (const Table::Row& row : table.rows()) {
        Office o;
        o.id = row[c_id];
        if (!o.id.starts_with("office/")) table.fail(row, "bad office id '" + o.id + "'");
        const std::string_view of = row[c_of];
        if (of == "country") {
            o.of = Office::Of::country;
        } else if (of == "org") {
            o.of = Office::Of::organisation;
        } else if (of == "place") {
            o.of = Office::Of::place;
        } else if (kind_of(of)) {
            o.of = Office::Of::fixed;
            o.fixed = of;
        } else {
            table.fail(row, "bad of '" + std::string(of) + "'");
        }
        for (const std::string_view code : data::items(row[c_only])) o.only.push_back(country_code(code));
        o.types = row[c_types];
        o.silent = data::has(row[c_flags], "silent");
        o.why = table.where(row);
        const auto index = static_cast<std::uint16_t>(offices.size());
        for (const std::string_view form : data::items(row[c_forms])) {
            const std::string key = match::key_of(text::fold(form));
            entries[entry(key)].offices.push_back(index);
            std::size_t end = 0;
            while (end < key.size() && text::is_word_byte(key[end])) ++end;
            gists[entry(std::string_view(key).substr(0, end))].facts |= fact_office_start;
        }
        offices.push_back(std::move(o));
    }
}

void Lexicon::close() {
    for (std::size_t at = 0; at < entries.size(); ++at) {
        const Entry& e = entries[at];
        Gist& gist = gists[at];
        const bool person = std::any_of(e.cues.begin(), e.cues.end(),
                                        [&](std::uint16_t i) { return cues[i].where == Where::before && cues[i].person > 2; });
        if (!e.heads.empty()) gist.facts |= fact_head;
        if (!e.offices.empty()) gist.facts |= fact_office | fact_person;
        if (person) gist.facts |= fact_person;
        gist.heard = !e.cues.empty() || !e.heads.empty() || !e.offices.empty() || !e.metonyms.empty();
    }
    suffixes_.close();
    adjective_endings_.close();
    index_ = base::SlotTable();
}

bool Lexicon::adjective(std::string_view folded) const noexcept { return folded.size() > 4 && adjective_endings_.find(folded, 0) != nullptr; }

const Cue* Lexicon::suffix(std::string_view folded) const noexcept {
    const std::uint16_t* cue = suffixes_.find(folded, 2);
    return cue == nullptr ? nullptr : &cues[*cue];
}

} // namespace stoltenberg::entity
