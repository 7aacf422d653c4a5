#include "match/rules.hpp"

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include <re2/re2.h>
#include <re2/set.h>

#include <stoltenberg/resources.hpp>

namespace stoltenberg::match {

void Macros::set(std::string name, std::string pattern) { macros_[std::move(name)] = "(?:" + expand(pattern) + ")"; }

void Macros::set_words(std::string name, std::vector<std::string> words) {
    std::sort(words.begin(), words.end(),
              [](const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    std::string pattern;
    for (const std::string& word : words) {
        if (!pattern.empty()) pattern += '|';
        pattern += re2::RE2::QuoteMeta(word);
    }
    macros_[std::move(name)] = "(?:" + pattern + ")";
}

std::string Macros::expand(std::string_view pattern) const {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        const bool name = pattern[i] == '{' && i + 1 < pattern.size() && pattern[i + 1] >= 'A' && pattern[i + 1] <= 'Z' &&
                          (i < 2 || (pattern[i - 1] != 'p' && pattern[i - 1] != 'P') || pattern[i - 2] != '\\');
        const std::size_t close = name ? pattern.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out.push_back(pattern[i++]);
            continue;
        }
        const std::string_view key = pattern.substr(i + 1, close - i - 1);
        const auto it = macros_.find(key);
        if (it == macros_.end()) throw std::invalid_argument("unknown macro {" + std::string(key) + "}");
        out += it->second;
        i = close + 1;
    }
    return out;
}

std::optional<Range> RuleSet::Match::group(std::string_view name) const noexcept {
    for (const auto& [key, span] : groups) {
        if (key == name) return span;
    }
    return std::nullopt;
}

namespace {

re2::RE2::Options options(bool captures) {
    re2::RE2::Options o;
    o.set_encoding(re2::RE2::Options::EncodingLatin1); // folded text may hold any bytes
    o.set_longest_match(true);
    o.set_log_errors(false);
    o.set_never_capture(!captures);
    o.set_max_mem(64 << 20);
    return o;
}

/// Group names may repeat between rules but not within one expression: the union names none.
std::string without_names(const std::string& pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern.compare(i, 4, "(?P<") == 0) {
            out += "(?:";
            i = pattern.find('>', i) + 1;
        } else {
            out += pattern[i++];
        }
    }
    return out;
}

} // namespace

struct RuleSet::Impl {
    /// A rule with its captures, which only its hits need.
    struct Capturing {
        std::once_flag once;
        std::unique_ptr<re2::RE2> re;
        std::vector<std::pair<std::string, int>> names;
    };
    std::vector<std::string> patterns;        ///< expanded
    std::vector<std::size_t> unlimited;       ///< rules without `most`
    std::size_t longest = 0;                  ///< the largest `most`
    mutable std::vector<Capturing> capturing; ///< by rule

    // Compiling is most of the start-up: each machine is made when it is first asked for, once.
    mutable std::once_flag all_once, full_once, long_once, prefix_once;
    mutable std::unique_ptr<re2::RE2> all;               ///< union, to search
    mutable std::unique_ptr<re2::RE2::Set> full, prefix; ///< which rules match a whole text, or its head
    mutable std::unique_ptr<re2::RE2::Set> full_long;    ///< which of the unlimited rules match a whole text

    const re2::RE2::Set& set(re2::RE2::Anchor anchor) const {
        const bool whole = anchor == re2::RE2::ANCHOR_BOTH;
        auto& slot = whole ? full : prefix;
        std::call_once(whole ? full_once : prefix_once, [&] {
            auto made = std::make_unique<re2::RE2::Set>(options(false), anchor);
            for (const std::string& pattern : patterns) made->Add(pattern, nullptr);
            made->Compile();
            slot = std::move(made);
        });
        return *slot;
    }

    const re2::RE2& search() const {
        std::call_once(all_once, [&] {
            std::string bare;
            for (const std::string& pattern : patterns) bare += (bare.empty() ? "(?:" : "|(?:") + without_names(pattern) + ")";
            all = std::make_unique<re2::RE2>(bare, options(false));
        });
        return *all;
    }

    const Capturing& rule(std::size_t i) const {
        Capturing& c = capturing[i];
        std::call_once(c.once, [&] {
            c.re = std::make_unique<re2::RE2>(patterns[i], options(true));
            const auto& named = c.re->NamedCapturingGroups();
            c.names.assign(named.begin(), named.end());
        });
        return c;
    }

    const re2::RE2::Set& long_set() const {
        std::call_once(long_once, [&] {
            auto made = std::make_unique<re2::RE2::Set>(options(false), re2::RE2::ANCHOR_BOTH);
            for (const std::size_t rule : unlimited) made->Add(patterns[rule], nullptr);
            made->Compile();
            full_long = std::move(made);
        });
        return *full_long;
    }

    Match capture(std::size_t index, std::string_view text, std::size_t begin, std::size_t end, re2::RE2::Anchor anchor, bool& ok) const {
        const Capturing& capturing_rule = rule(index);
        const re2::RE2& re = *capturing_rule.re;
        const auto groups = static_cast<std::size_t>(re.NumberOfCapturingGroups()) + 1;
        std::vector<re2::StringPiece> sub(groups);
        const re2::StringPiece piece(text.data(), text.size());
        // The DFA finds where the match ends; captures, which are dear, then run on the match alone.
        ok = re.Match(piece, begin, end, anchor, sub.data(), 1);
        Match match;
        match.rule = index;
        if (!ok) return match;
        if (groups > 1) {
            const std::size_t match_end = static_cast<std::size_t>(sub[0].data() - text.data()) + sub[0].size();
            ok = re.Match(piece, begin, match_end, re2::RE2::ANCHOR_BOTH, sub.data(), static_cast<int>(groups));
            if (!ok) return match;
        }
        const auto range = [&](const re2::StringPiece& s) {
            const auto at = static_cast<std::uint32_t>(s.data() - text.data());
            return Range{at, at + static_cast<std::uint32_t>(s.size())};
        };
        match.range = range(sub[0]);
        for (const auto& [name, number] : capturing_rule.names) {
            const re2::StringPiece& s = sub[static_cast<std::size_t>(number)];
            if (s.data() != nullptr) match.groups.emplace_back(name, range(s));
        }
        return match;
    }

    std::vector<Match> matches(std::string_view text, re2::RE2::Anchor anchor) const {
        std::vector<int> hits;
        set(anchor).Match(re2::StringPiece(text.data(), text.size()), &hits);
        return captured(std::move(hits), text, anchor);
    }

    std::vector<Match> matches_within(std::string_view text) const {
        if (text.size() <= longest) return matches(text, re2::RE2::ANCHOR_BOTH);
        std::vector<int> hits;
        if (!unlimited.empty()) long_set().Match(re2::StringPiece(text.data(), text.size()), &hits);
        for (int& hit : hits) hit = static_cast<int>(unlimited[static_cast<std::size_t>(hit)]);
        return captured(std::move(hits), text, re2::RE2::ANCHOR_BOTH);
    }

    std::vector<Match> captured(std::vector<int> hits, std::string_view text, re2::RE2::Anchor anchor) const {
        std::sort(hits.begin(), hits.end());
        std::vector<Match> out;
        for (const int hit : hits) {
            bool ok = false;
            Match m = capture(static_cast<std::size_t>(hit), text, 0, text.size(), anchor, ok);
            if (ok) out.push_back(std::move(m));
        }
        return out;
    }
};

RuleSet::RuleSet() = default;
RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;

RuleSet::RuleSet(const std::vector<Rule>& sources, const Macros& macros, Check check) : impl_(std::make_unique<Impl>()) {
    for (const Rule& source : sources) {
        std::string pattern;
        try {
            pattern = macros.expand(source.pattern);
        } catch (const std::invalid_argument& e) {
            throw ResourceError(source.file, source.line, e.what());
        }
        if (check == Check::now) {
            if (const re2::RE2 rule(pattern, options(true)); !rule.ok()) throw ResourceError(source.file, source.line, "pattern: " + rule.error());
        }
        if (source.most == static_cast<std::size_t>(-1))
            impl_->unlimited.push_back(impl_->patterns.size());
        else
            impl_->longest = std::max(impl_->longest, source.most);
        impl_->patterns.push_back(std::move(pattern));
    }
    impl_->capturing = std::vector<Impl::Capturing>(impl_->patterns.size());
}

bool RuleSet::empty() const noexcept { return !impl_ || impl_->patterns.empty(); }

std::vector<RuleSet::Match> RuleSet::match_full(std::string_view text) const {
    if (empty()) return {};
    return impl_->matches(text, re2::RE2::ANCHOR_BOTH);
}

std::vector<RuleSet::Match> RuleSet::match_full_within(std::string_view text) const {
    if (empty()) return {};
    return impl_->matches_within(text);
}

std::vector<RuleSet::Match> RuleSet::match_prefix(std::string_view text) const {
    if (empty()) return {};
    return impl_->matches(text, re2::RE2::ANCHOR_START);
}

std::vector<RuleSet::Match> RuleSet::find(std::string_view text) const {
    std::vector<Match> out;
    if (empty()) return out;
    const re2::StringPiece piece(text.data(), text.size());
    std::size_t pos = 0;
    re2::StringPiece hit;
    while (pos <= text.size() && impl_->search().Match(piece, pos, text.size(), re2::RE2::UNANCHORED, &hit, 1)) {
        const auto begin = static_cast<std::size_t>(hit.data() - text.data());
        const std::size_t end = begin + hit.size();
        if (end == begin) {
            pos = begin + 1;
            continue;
        }
        for (std::size_t rule = 0; rule < impl_->patterns.size(); ++rule) {
            bool ok = false;
            // The whole text is given, so that \b sees what stands around the hit.
            Match m = impl_->capture(rule, text, begin, text.size(), re2::RE2::ANCHOR_START, ok);
            if (ok && m.range.end == end) {
                out.push_back(std::move(m));
                break;
            }
        }
        pos = end;
    }
    return out;
}

} // namespace stoltenberg::match
