// The shipped data with other numbers of names: the same text with half and with twice the rows tells what a name costs.
#pragma once

#include "data/pack.hpp"

namespace bench {

/// Every second row of each names file; terms of those who are left.
[[nodiscard]] stoltenberg::data::Pack half_the_names(const stoltenberg::data::Pack& pack);
/// All rows, and each once more with other consonants in its names.
[[nodiscard]] stoltenberg::data::Pack twice_the_names(const stoltenberg::data::Pack& pack);

} // namespace bench
