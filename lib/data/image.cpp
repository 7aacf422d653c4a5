#include "data/image.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <iterator>
#include <ostream>
#include <system_error>
#include <utility>

#if __has_include(<sys/mman.h>)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

#include <stoltenberg/resources.hpp>

namespace stoltenberg::data {
namespace {

constexpr std::array<char, 8> magic{'\x89', 'S', 'T', 'G', '\r', '\n', '\x1A', '\n'};
/// Of the bytes: another layout of a table is another number.
constexpr std::uint32_t format = 3;
constexpr std::uint32_t byte_order = 0x01020304;
constexpr std::uint64_t boundary = 64;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t format;
    std::uint32_t byte_order;
    std::uint64_t size;           ///< of all
    std::uint64_t source;         ///< digest
    std::uint64_t tables;         ///< digest of what stands behind the sections
    std::uint64_t sections;       ///< how many
    std::array<char, 16> version; ///< of the library
    std::array<char, 16> language;
    std::uint64_t head; ///< digest of the header without this, and of the sections
};
static_assert(sizeof(Header) == 88 && std::has_unique_object_representations_v<Header>);

struct Section {
    std::uint64_t offset;
    std::uint64_t count;
    std::uint64_t size; ///< of an element
};

/// A field up to its first zero.
std::string_view string_of(const std::array<char, 16>& field) noexcept {
    const std::string_view all(field.data(), field.size());
    return all.substr(0, all.find('\0'));
}

std::uint64_t head_digest(const Header& h, std::string_view sections) noexcept {
    return digest(sections, digest({reinterpret_cast<const char*>(&h), offsetof(Header, head)}));
}

std::uint64_t aligned(std::uint64_t offset) noexcept { return (offset + boundary - 1) / boundary * boundary; }

#if __has_include(<sys/mman.h>)
/// The file mapped, or nothing where it cannot be.
std::shared_ptr<const void> map(const std::filesystem::path& file, std::string_view& bytes) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return nullptr;
    struct stat info {};
    const bool regular = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
    const auto size = static_cast<std::size_t>(info.st_size);
    void* at = regular ? ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
    ::close(fd);
    if (at == MAP_FAILED) return nullptr;
    bytes = {static_cast<const char*>(at), size};
    return {at, [size](const void* mapped) { ::munmap(const_cast<void*>(mapped), size); }};
}
#else
std::shared_ptr<const void> map(const std::filesystem::path&, std::string_view&) { return nullptr; }
#endif

} // namespace

std::uint64_t digest(std::string_view bytes, std::uint64_t seed) noexcept {
    // Four lanes, so that one multiplication need not wait for the one before it.
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15ULL;
    std::array<std::uint64_t, 4> lanes{seed ^ bytes.size(), seed + odd, ~seed, seed ^ odd};
    const auto mix = [](std::uint64_t& lane, std::uint64_t word) {
        lane = (lane ^ word) * 0xFF51AFD7ED558CCDULL;
        lane ^= lane >> 32U;
    };
    std::size_t i = 0;
    for (; i + 32 <= bytes.size(); i += 32) {
        for (std::size_t k = 0; k < 4; ++k) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data() + i + k * 8, 8);
            mix(lanes[k], word);
        }
    }
    for (; i < bytes.size(); ++i) mix(lanes[0], static_cast<unsigned char>(bytes[i]));
    std::uint64_t out = 0;
    for (const std::uint64_t lane : lanes) mix(out, lane);
    return out;
}

bool Image::is_image(std::string_view head) noexcept { return head.starts_with(std::string_view(magic.data(), magic.size())); }

bool Image::is_image(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return false; // a pipe can be read once only
    std::array<char, magic.size()> head{};
    std::ifstream in(file, std::ios::binary);
    in.read(head.data(), head.size());
    return is_image(std::string_view(head.data(), static_cast<std::size_t>(in.gcount())));
}

Image::Image(std::shared_ptr<const void> keep, std::string_view bytes, std::string name)
    : keep_{std::move(keep)}, name_(std::move(name)), bytes_(bytes) {
    const auto fail = [&](const std::string& why) { throw ResourceError(name_, 0, why); };
    Header h{};
    std::memcpy(&h, bytes.data(), std::min(sizeof h, bytes.size()));
    if (!is_image(bytes)) fail("no compiled gazetteer");
    if (bytes.size() < sizeof h) fail("a compiled gazetteer that is cut off");
    if (h.byte_order != byte_order) fail("a compiled gazetteer of a machine with another byte order: compile it here");
    if (h.format != format) {
        fail("a compiled gazetteer of format " + std::to_string(h.format) + ", and this library reads format " + std::to_string(format) +
             ": compile it anew");
    }
    if (h.sections > (bytes.size() - sizeof h) / sizeof(Section)) fail("a compiled gazetteer that is damaged or cut off");
    const std::string_view sections = bytes.substr(sizeof h, h.sections * sizeof(Section));
    if (h.head != head_digest(h, sections)) fail("a compiled gazetteer whose head is damaged");
    if (const std::string_view version = string_of(h.version); version != STOLTENBERG_VERSION) {
        fail("a gazetteer compiled by version " + std::string(version) + ", and this is " STOLTENBERG_VERSION ": compile it anew");
    }
    if (h.size != bytes.size()) {
        fail("a compiled gazetteer of " + std::to_string(h.size) + " bytes that is " + std::to_string(bytes.size()) + " long");
    }
    for (std::size_t at = 0; at < sections.size(); at += sizeof(Section)) {
        Section s{};
        std::memcpy(&s, sections.data() + at, sizeof s);
        if (s.size == 0 || s.offset % 8 != 0 || s.offset > bytes.size() || s.count > (bytes.size() - s.offset) / s.size) {
            fail("a compiled gazetteer with tables beyond its end");
        }
        tables_.push_back({bytes.substr(s.offset, s.count * s.size), s.size});
    }
    source_ = h.source;
    language_ = string_of(h.language);
}

Image Image::open(const std::filesystem::path& file) {
    std::string_view bytes;
    if (auto keep = map(file, bytes)) return {std::move(keep), bytes, file.string()};
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    const auto size = in.is_open() ? static_cast<std::streamoff>(in.tellg()) : std::streamoff{-1};
    if (size < 0) throw ResourceError(file.string(), 0, "cannot be read");
    std::vector<std::uint64_t> content((static_cast<std::size_t>(size) + 7) / 8);
    in.seekg(0);
    in.read(reinterpret_cast<char*>(content.data()), size);
    if (!in) throw ResourceError(file.string(), 0, "cannot be read");
    auto keep = std::make_shared<const std::vector<std::uint64_t>>(std::move(content));
    bytes = {reinterpret_cast<const char*>(keep->data()), static_cast<std::size_t>(size)};
    return {keep, bytes, file.string()};
}

Image Image::view(std::string_view bytes, std::string name) { return {nullptr, bytes, std::move(name)}; }

Image Image::own(std::vector<std::uint64_t> bytes, std::string name) {
    auto keep = std::make_shared<const std::vector<std::uint64_t>>(std::move(bytes));
    const std::string_view all(reinterpret_cast<const char*>(keep->data()), keep->size() * sizeof(std::uint64_t));
    return {keep, all, std::move(name)};
}

void Image::check_all() const {
    if (bytes_.empty()) return; // it has been made here
    Header h{};
    std::memcpy(&h, bytes_.data(), sizeof h);
    std::uint64_t found = 0;
    const char* at = bytes_.data() + sizeof h + h.sections * sizeof(Section);
    const auto blank = [&](const char* end) { return std::all_of(std::exchange(at, end), end, [](char c) { return c == 0; }); };
    bool good = true;
    for (const Table& t : tables_) {
        good = good && blank(t.bytes.data());
        at += t.bytes.size();
        found = digest(t.bytes, found);
    }
    if (!good || !blank(bytes_.data() + bytes_.size()) || found != h.tables) {
        throw ResourceError(name_, 0, "a compiled gazetteer whose tables are damaged");
    }
}

void Image::write(std::ostream& out) const {
    Header h{magic, format, byte_order, 0, source_, 0, tables_.size(), {}, {}, 0};
    constexpr std::string_view version = STOLTENBERG_VERSION;
    static_assert(version.size() < sizeof h.version);
    std::copy(version.begin(), version.end(), h.version.begin());
    std::copy(language_.begin(), language_.end(), h.language.begin());
    std::vector<Section> sections;
    h.size = aligned(sizeof h + tables_.size() * sizeof(Section));
    for (const Table& t : tables_) {
        sections.push_back({h.size, t.bytes.size() / t.size, t.size});
        h.size = aligned(h.size + t.bytes.size());
        h.tables = digest(t.bytes, h.tables);
    }
    const std::string_view list(reinterpret_cast<const char*>(sections.data()), sections.size() * sizeof(Section));
    h.head = head_digest(h, list);
    std::uint64_t written = 0;
    const auto put = [&](std::string_view bytes) {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        written += bytes.size();
    };
    const auto align = [&] { put(std::string_view(std::array<char, boundary>{}.data(), aligned(written) - written)); };
    put({reinterpret_cast<const char*>(&h), sizeof h});
    put(list);
    align();
    for (const Table& t : tables_) {
        put(t.bytes);
        align();
    }
}

void ImageWriter::add(std::shared_ptr<const void> keep, std::string_view bytes, std::size_t size) {
    keep_.push_back(std::move(keep));
    tables_.push_back({bytes, size});
}

void ImageWriter::append(ImageWriter&& other) {
    const auto move = [](auto& from, auto& to) { to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end())); };
    move(other.keep_, keep_);
    move(other.tables_, tables_);
}

Image ImageWriter::finish(std::uint64_t source, std::string_view language, std::string name) && {
    if (language.size() >= sizeof(Header::language)) throw ResourceError(std::move(name), 0, "a code of a language of more than 15 bytes");
    return {std::move(keep_), std::move(tables_), source, language, std::move(name)};
}

std::string_view ImageReader::next(std::size_t size) {
    if (at_ < image_.tables_.size() && image_.tables_[at_].size == size) return image_.tables_[at_++].bytes;
    fail();
}

void ImageReader::fail() const { throw ResourceError(image_.name(), 0, "a compiled gazetteer with other tables than this library has"); }

} // namespace stoltenberg::data
