#include "resources.hpp"

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
        if (!folded.ends_with('.')) abbreviations.fail(row, "an abbreviation ends with a full stop");
        folded.pop_back();
        out.abbreviations.push_back({std::move(folded), !row[may_end].empty()});
    }
    return out;
}

} // namespace

Resources::Resources(const data::Pack& pack, const std::string& code, const std::vector<entity::UserTable>& users)
    : language(code), segmentation(load_segmentation(pack, code)), clauses(pack, code), entities(pack, code, users), times(pack, code),
      reader(pack, code), events(pack, code) {}

struct ResourcesBuilder::Impl {
    std::string language = "fr";
    std::optional<std::filesystem::path> directory;
    struct User {
        std::filesystem::path path; ///< empty: the content is here already
        std::string content;
        std::string name;
    };
    std::vector<User> users;
};

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
    const data::Pack pack = impl_->directory ? data::Pack::from_directory(*impl_->directory) : data::Pack::builtin();
    if (pack.list("lang/" + impl_->language + "/").empty()) {
        throw ResourceError("lang/" + impl_->language, 0, "no such language in the data");
    }
    std::vector<entity::UserTable> users;
    for (const Impl::User& user : impl_->users) {
        if (user.path.empty()) {
            users.push_back({user.content, user.name});
            continue;
        }
        users.push_back({data::read_file(user.path), user.name});
    }
    return std::make_shared<const Resources>(pack, impl_->language, users);
}

std::shared_ptr<const Resources> builtin_resources() {
    static const std::shared_ptr<const Resources> instance = ResourcesBuilder().build();
    return instance;
}

std::string_view version() noexcept { return STOLTENBERG_VERSION; }
std::string_view data_version() noexcept { return STOLTENBERG_VERSION; }

} // namespace stoltenberg
