// What the public types promise without saying: cheap moves that do not throw, plain values; and the limit of a text.
#include "../catch.hpp"

#include <type_traits>

#include <stoltenberg/stoltenberg.hpp>

using namespace stoltenberg;

template <class T>
constexpr bool moves_freely = std::is_nothrow_move_constructible_v<T>&& std::is_nothrow_move_assignable_v<T>&& std::is_copy_constructible_v<T>;

static_assert(moves_freely<Analyzer> && moves_freely<Article> && moves_freely<Document> && moves_freely<Mention> && moves_freely<Role> &&
              moves_freely<Timex> && moves_freely<Event> && moves_freely<Dct> && moves_freely<Timeline> && moves_freely<Entry> &&
              moves_freely<Observation> && moves_freely<OffsetConverter>);
static_assert(std::is_nothrow_copy_constructible_v<Analyzer>, "an analyzer is cheap to copy");
static_assert(std::is_nothrow_move_constructible_v<ResourcesBuilder> && !std::is_copy_constructible_v<ResourcesBuilder>);
static_assert(std::is_trivially_copyable_v<Span> && std::is_trivially_copyable_v<CivilTime> && std::is_trivially_copyable_v<Interval>);
static_assert(noexcept(Span{}.overlaps(Span{})) && noexcept(CivilTime::parse("")) && noexcept(version()) && noexcept(
    to_string(Kind::person)) && noexcept(std::declval<const OffsetConverter&>()(0U)));

TEST_CASE("a text of 1 GiB is refused, and nothing is read of it") {
    Article article;
    article.text.resize(std::size_t{1} << 30, ' ');
    const Analyzer analyzer;
    CHECK_THROWS_AS(analyzer.analyze(std::move(article)), std::length_error);
}
