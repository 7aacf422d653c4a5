#include "resources.hpp"

#include <fstream>
#include <optional>
#include <system_error>

#include "data/embedded.hpp"

namespace stoltenberg {
namespace {

text::Language load_segmentation(const data::Pack& pack, const std::string& language) {
    text::Language out;
    const data::Table elisions = pack.table("lang/" + language + "/elisions.tsv");
    const std::size_t word = elisions.column("word");
    for (const auto& row : elisions.rows()) out.elisions.push_back(text::fold(row[word]));
    const data::Table abbreviations = pack.table("lang/" + language + "/abbreviations.tsv");
    const std::size_t form = abbreviations.column("text");
    const std::size_t may_end = abbreviations.column("may_end");
    for (const auto& row : abbreviations.rows()) {
        std::string folded = text::fold(row[form]);
        if (folded.size() < 2 || !folded.ends_with('.')) abbreviations.fail(row, "an abbreviation is letters and ends with a full stop");
        folded.pop_back();
        out.abbreviations.push_back({std::move(folded), !row[may_end].empty()});
    }
    return out;
}

/// Those of the shipped rows, which other data may have too.
std::optional<data::Image> automata() {
    return data::embedded_automata().empty() ? std::nullopt : std::optional(data::Image::view(data::embedded_automata(), "automata"));
}

} // namespace

Resources::Resources(const data::Pack& pack, const std::string& code, data::Image names)
    : language(code), segmentation(load_segmentation(pack, code)), clauses(pack, code), entities(pack, code, std::move(names)), times(pack, code),
      reader(pack, code, automata()), events(pack, code) {}

struct ResourcesBuilder::Impl {
    std::string language = "fr";
    std::optional<std::filesystem::path> directory;
    struct User {
        std::filesystem::path path; ///< empty: the content is here already
        std::string content;
        std::string name;
    };
    std::vector<User> users;

    [[nodiscard]] data::Pack pack() const;
    [[nodiscard]] data::Image names(const data::Pack& pack) const;
};

data::Pack ResourcesBuilder::Impl::pack() const {
    data::Pack pack = directory ? data::Pack::from_directory(*directory) : data::Pack::builtin();
    if (pack.list("lang/" + language + "/").empty()) throw ResourceError("lang/" + language, 0, "no such language in the data");
    return pack;
}

/// The gazetteers as an image: the shipped one, a file that somebody compiled, or what the tables give now.
data::Image ResourcesBuilder::Impl::names(const data::Pack& pack) const {
    std::optional<data::Image> shipped;
    if (!directory && !data::embedded_image().empty()) {
        shipped = data::Image::view(data::embedded_image(), "gazetteers");
        if (shipped->language() != language) shipped.reset();
    }
    if (shipped && users.empty()) return *shipped;
    std::vector<entity::UserTable> tables;
    for (const User& user : users) {
        if (user.path.empty()) {
            tables.push_back({user.content, user.name});
        } else if (!data::Image::is_image(user.path)) {
            tables.push_back({data::read_file(user.path), user.name});
        } else if (users.size() > 1) {
            throw ResourceError(user.name, 0, "a compiled gazetteer stands alone: compile all tables into one");
        } else {
            data::Image image = data::Image::open(user.path);
            if (image.language() != language) {
                throw ResourceError(user.name, 0, "a gazetteer compiled for the language '" + image.language() + "'");
            }
            if (image.source() != (shipped ? shipped->source() : entity::Tagger::source(pack, language))) {
                throw ResourceError(user.name, 0, "a gazetteer compiled with other data than is loaded: compile it anew");
            }
            return image;
        }
    }
    return entity::Tagger::compile(pack, language, tables);
}

ResourcesBuilder::ResourcesBuilder() : impl_(std::make_unique<Impl>()) {}
ResourcesBuilder::~ResourcesBuilder() = default;
ResourcesBuilder::ResourcesBuilder(ResourcesBuilder&&) noexcept = default;
ResourcesBuilder& ResourcesBuilder::operator=(ResourcesBuilder&&) noexcept = default;

ResourcesBuilder& ResourcesBuilder::language(std::string_view code) {
    impl_->language = code;
    return *this;
}

ResourcesBuilder& ResourcesBuilder::data_directory(std::filesystem::path dir) {
    impl_->directory = std::move(dir);
    return *this;
}

ResourcesBuilder& ResourcesBuilder::gazetteer(std::filesystem::path file) {
    std::string name = file.string();
    impl_->users.push_back({std::move(file), {}, std::move(name)});
    return *this;
}

ResourcesBuilder& ResourcesBuilder::gazetteer_text(std::string tsv, std::string name) {
    impl_->users.push_back({{}, std::move(tsv), std::move(name)});
    return *this;
}

std::shared_ptr<const Resources> ResourcesBuilder::build() const {
    const data::Pack pack = impl_->pack();
    return std::make_shared<const Resources>(pack, impl_->language, impl_->names(pack));
}

void ResourcesBuilder::compile_gazetteer(const std::filesystem::path& file) const {
    const data::Pack pack = impl_->pack();
    const data::Image image = impl_->names(pack);
    // A process may have the old file mapped: it is replaced, never written to.
    std::filesystem::path fresh = file;
    fresh += ".new";
    {
        std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
        image.write(out);
        out.close();
        if (!out) throw ResourceError(fresh.string(), 0, "cannot be written");
    }
    std::error_code error;
    std::filesystem::rename(fresh, file, error);
    if (error) throw ResourceError(file.string(), 0, error.message());
}

void ResourcesBuilder::check() const {
    const data::Pack pack = impl_->pack();
    data::Image image = impl_->names(pack);
    image.check_all();
    const Resources resources(pack, impl_->language, std::move(image));
}

std::shared_ptr<const Resources> builtin_resources() {
    static const std::shared_ptr<const Resources> instance = ResourcesBuilder().build();
    return instance;
}

std::string_view version() noexcept { return STOLTENBERG_VERSION; }
std::string_view data_version() noexcept { return STOLTENBERG_VERSION; }

} // namespace stoltenberg
