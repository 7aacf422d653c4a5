// The front door: an article in, a document out.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <stoltenberg/document.hpp>
#include <stoltenberg/export.hpp>
#include <stoltenberg/resources.hpp>

namespace stoltenberg {

/// Direction of a bare weekday or month: by the tense of its clause (news reading), or always one way.
enum class Prefer { tense, past, future };

struct Options {
    Prefer prefer = Prefer::tense;
};

/// Immutable after construction, cheap to copy, and safe to share: any number of threads may call
/// analyze at once on one Analyzer. Analysing never fails on content: any bytes go in, an answer comes out.
/// The answer depends on the article, the resources and the options alone.
class STOLTENBERG_EXPORT Analyzer {
public:
    /// With the built-in French data (loaded once a process). May throw ResourceError only if the
    /// library itself is broken.
    Analyzer();
    explicit Analyzer(std::shared_ptr<const Resources> resources, Options options = {});

    /// Throws std::length_error for a text of 1 GiB or more (offsets of the folded text must fit 32 bits), std::bad_alloc; nothing else.
    [[nodiscard]] Document analyze(Article article) const;

    /// The same for some articles at once, in their order: for a dozen of some kilobytes each a fifth faster than one by one, as what one room has
    /// at hand for the first article serves the others. Throws as analyze() does, for all of them.
    [[nodiscard]] std::vector<Document> analyze_batch(std::vector<Article> articles) const;

    /// Analyses articles on `threads` threads (0 = one per core) and hands each document to `sink` in
    /// the order of `articles`, from the calling thread, some at a time as analyze_batch() does. What `sink` leaves of a document is freed by another thread.
    void analyze(std::span<const Article> articles, unsigned threads, const std::function<void(Document&&)>& sink) const;

private:
    std::shared_ptr<const Resources> resources_;
    Options options_;
};

} // namespace stoltenberg
