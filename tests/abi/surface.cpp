// Every public type in the signature of one function, so that the debug information of this one file holds the layout of all of them:
// what abidw reads. The functions themselves are in the list of symbols (mangled names hold their signatures).
#include <stoltenberg/stoltenberg.hpp>

namespace stoltenberg {

STOLTENBERG_EXPORT void surface(const Analyzer&, const Options&, const Article&, const Document&, const OffsetConverter&, const FaceOptions&,
                                const ResourcesBuilder&, const ResourceError&, const JsonError&, const Timeline&, const Timeline::Result&,
                                const TimelineOptions&, const TimelineEntity&, const TimelineArticle&, OffsetUnit, Prefer, LocalTime) {}

} // namespace stoltenberg
