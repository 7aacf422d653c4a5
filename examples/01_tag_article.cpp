// Tags one article: who is named, which offices, when, what happened, and why each answer was given.
//   01_tag_article < article.txt
#include <iostream>
#include <iterator>
#include <string>

#include <stoltenberg/stoltenberg.hpp>

int main() {
    const std::string bytes((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());

    stoltenberg::Article article;
    article.text = stoltenberg::to_utf8(bytes); // any encoding in; UTF-8 stays as it is

    const stoltenberg::Analyzer analyzer; // built-in French data, loaded once a process
    const stoltenberg::Document document = analyzer.analyze(std::move(article));

    std::cout << "written\t" << (document.dct.value.empty() ? "?" : document.dct.value) << '\t' << to_string(document.dct.status) << '\n';
    for (const stoltenberg::Mention& mention : document.mentions) {
        if (mention.furniture) continue; // in a menu, a caption, a list of links
        std::cout << to_string(mention.kind) << '\t' << document.text(mention.span) << '\t';
        for (std::size_t i = 0; i < mention.ids.size(); ++i) std::cout << (i ? "|" : "") << mention.ids[i];
        std::cout << '\t' << mention.why << '\n';
    }
    for (const stoltenberg::Role& role : document.roles) {
        std::cout << "role\t" << document.text(role.span) << '\t' << role.office << '\t' << (role.holder.empty() ? "?" : role.holder) << '\n';
    }
    for (const stoltenberg::Event& event : document.events) {
        std::cout << "event\t" << event.type << '\t' << (event.edtf.empty() ? "?" : event.edtf) << '\t' << event.summary << '\n';
    }
}
