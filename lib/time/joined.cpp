#include "time/joined.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace stoltenberg::time {
namespace {

constexpr std::size_t few = 5; // values to list

/// It begins with its year, and more follows than a week.
bool dated(std::string_view value) { return value.size() > 5 && value[4] == '-' && value[0] >= '0' && value[0] <= '9' && value[5] != 'W'; }
std::string_view behind_year(std::string_view value) { return value.substr(4); }

} // namespace

Joined::Joined(const Answer& first, Timex words, Mod own)
    : first_(first), last_(first), own_(own), timex_(std::move(words)), values_{{timex_.value, first.point}}, same_tail_(dated(timex_.value)) {}

void Joined::point(const Answer& answer) {
    if (answer == last_ || answer == first_) return;
    last_ = answer;
    const Point& p = answer.point;
    same_tail_ = same_tail_ && tail_as_first(p);
    if (values_.size() <= few) value(p);
    if (!timex_.mod.empty() && timex_.mod != point_mod(p, own_)) timex_.mod.clear();
    if (!timex_.edtf.empty() && timex_.edtf != edtf(p, own_)) timex_.edtf.clear();
    if (timex_.interval && timex_.interval != interval(p, own_)) timex_.interval.reset();
    if (!timex_.begin_point.empty() && (!answer.end || timex_.begin_point != timex_value(p))) timex_.begin_point.clear();
    if (!timex_.end_point.empty() && (!answer.end || timex_.end_point != timex_value(*answer.end))) timex_.end_point.clear();
}

bool Joined::tail_as_first(const Point& p) const {
    const auto plain = [](const Point& q) { return q.known && q.grain <= Grain::day && q.minute < 0; };
    if (plain(p) && plain(first_.point)) { // most: without writing it
        const Date a = date_of(p.day), b = date_of(first_.point.day);
        return a.month == b.month && a.day == b.day && p.daypart == first_.point.daypart;
    }
    const std::string value = timex_value(p);
    return dated(value) && behind_year(value) == behind_year(values_.front().text);
}

void Joined::value(const Point& p) {
    std::string text = timex_value(p);
    if (std::any_of(values_.begin(), values_.end(), [&](const Value& v) { return v.text == text; })) return;
    values_.reserve(few + 1);
    values_.push_back({std::move(text), p});
}

void Joined::window(const Timex& t) {
    if (t.interval != timex_.interval) timex_.interval.reset();
    if (t.begin_point != timex_.begin_point) timex_.begin_point.clear();
    if (t.end_point != timex_.end_point) timex_.end_point.clear();
}

bool Joined::settled() const {
    const auto open = [](const std::string& end) { return end.empty() || end == "dct"; };
    return values_.size() > few && !same_tail_ && timex_.mod.empty() && timex_.edtf.empty() && !timex_.interval && open(timex_.begin_point) &&
           open(timex_.end_point);
}

Timex Joined::doubtful(Timex open) {
    Timex t = std::move(open);
    t.anchor = timex_.anchor;
    t.candidates.clear();
    t.status = TimexStatus::unresolved;
    if (values_.size() <= few) {
        t.status = TimexStatus::ambiguous;
        std::sort(values_.begin(), values_.end(), [](const Value& a, const Value& b) { return a.text < b.text; });
        std::string set;
        bool simple = true;
        for (const Value& v : values_) {
            t.candidates.push_back(v.text);
            const std::string member = edtf(v.point, own_);
            simple = simple && !member.empty() && member.find_first_of("/[]T~") == std::string::npos;
            set += (set.empty() ? '[' : ',') + member;
        }
        t.edtf = simple ? set + ']' : std::string();
    }
    if (same_tail_) {
        const std::string_view tail = behind_year(values_.front().text);
        t.value = "XXXX";
        t.value += tail;
        if (t.type == TimexType::date && timex_.mod.empty() && (tail.size() == 6 || tail.size() == 3) && tail[1] <= '9') t.edtf = t.value;
    }
    t.mod = timex_.mod;
    t.interval.reset();
    return t;
}

} // namespace stoltenberg::time
