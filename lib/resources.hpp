// What Resources holds: one tagger a room, built once.
#pragma once

#include <string>

#include "article/reader.hpp"
#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "entity/tagger.hpp"
#include "event/extractor.hpp"
#include "text/text.hpp"
#include "time/tagger.hpp"
#include <stoltenberg/resources.hpp>

namespace stoltenberg {

class Resources {
public:
    /// `names`: entity::Tagger::compile() of the same data.
    Resources(const data::Pack& pack, const std::string& code, data::Image names);
    Resources(const data::Pack& pack, const std::string& code, const std::vector<entity::UserTable>& users)
        : Resources(pack, code, entity::Tagger::compile(pack, code, users)) {}

    std::string language;
    text::Language segmentation;
    clause::Tagger clauses;
    entity::Tagger entities;
    time::Tagger times;
    article::Reader reader;
    event::Extractor events;
};

/// The built-in French data, loaded at first use.
std::shared_ptr<const Resources> builtin_resources();

} // namespace stoltenberg
