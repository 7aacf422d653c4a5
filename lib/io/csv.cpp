// One row an entry, for spreadsheets.
#include <stoltenberg/faces.hpp>

#include <map>
#include <string_view>

#include "io/escape.hpp"
#include "io/when.hpp"

namespace stoltenberg {
namespace {

using namespace io;

class Sheet {
public:
    Sheet(const Timeline& timeline, const FaceOptions& face) : l_(face.language) {
        for (const TimelineEntity& e : timeline.entities()) names_.emplace(e.id, e.name);
        if (face.bom) out_ = "\xEF\xBB\xBF";
        out_ += "id,date,edtf,first_day,last_day,granularity,status,modality,type,mode,summary,actors,recipients,others,place,other_dates,weekday,"
                "offset_days,"
                "articles,sources,quotes\r\n";
    }

    void row(const Entry& e) {
        const Bounds b = bounds_of(e);
        cell(e.id);
        cell(in_words(e, l_));
        cell(e.edtf);
        cell(b.first && !e.edtf.empty() ? iso_day(*b.first) : std::string());
        cell(b.last && !e.edtf.empty() ? iso_day(*b.last) : std::string());
        cell(e.granularity);
        cell(to_string(e.status));
        cell(to_string(e.modality));
        cell(e.type);
        cell(e.mode);
        cell(e.summary);
        for (const ParticipantRole role : {ParticipantRole::actor, ParticipantRole::recipient, ParticipantRole::other}) {
            std::string list;
            for (const Participant& p : e.participants) {
                if (p.role == role) append(list, name(p.id));
            }
            cell(list);
        }
        cell(e.place.empty() ? std::string() : name(e.place));
        std::string dates;
        for (const std::string& d : e.dates) append(dates, d);
        cell(dates);
        cell(e.weekday);
        number(e.offset_days ? std::to_string(*e.offset_days) : std::string());
        std::string articles;
        std::string quotes;
        std::string_view before;
        for (const Observation& o : e.observations) {
            if (o.source.article != before || articles.empty()) append(articles, o.source.article);
            before = o.source.article;
            quotes += (quotes.empty() ? "" : "\n") + o.source.quote;
        }
        cell(articles);
        number(std::to_string(e.observations.size()));
        cell(quotes);
        out_ += "\r\n";
        first_ = true;
    }

    std::string take() { return std::move(out_); }

private:
    static void append(std::string& list, std::string_view item) {
        if (!list.empty()) list += " | ";
        list += item;
    }
    void number(const std::string& text) { // ours, no text of the input: a minus sign is a minus sign
        if (!first_) out_ += ',';
        first_ = false;
        out_ += text;
    }
    void cell(std::string_view text) { number(csv_cell(text)); }
    std::string name(const std::string& id) const {
        const auto it = names_.find(id);
        return it == names_.end() ? id : it->second;
    }

    Labels l_;
    std::map<std::string, std::string> names_;
    std::string out_;
    bool first_ = true;
};

} // namespace

std::string to_csv(const Timeline& timeline, const TimelineOptions& view, const FaceOptions& face) {
    Sheet sheet(timeline, face);
    const Timeline::Result result = timeline.entries(view);
    for (const Entry& e : result.events) sheet.row(e);
    for (const Entry& e : result.undated) sheet.row(e);
    return sheet.take();
}

} // namespace stoltenberg
