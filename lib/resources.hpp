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
    Resources(const data::Pack& pack, const std::string& language, const std::vector<entity::UserTable>& users);

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
