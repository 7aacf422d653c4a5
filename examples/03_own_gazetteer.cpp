// Adds names at run time. A bad row is an error with file, line and reason; nothing is skipped in silence.
//   03_own_gazetteer [names.tsv]
#include <iostream>
#include <string>

#include <stoltenberg/stoltenberg.hpp>

namespace {

// docs/data-format.md has all columns; id and name are enough.
const std::string names = "id\tname\taliases\tacronyms\ttype\n"
                          "org/port-de-kerlouan\tPort de Kerlouan\tport autonome de Kerlouan\tPAK\tagency\n"
                          "person/maelle-kerbrat\tMaëlle Kerbrat\t~Kerbrat\t\t\n";

} // namespace

int main(int argc, char** argv) {
    try {
        stoltenberg::ResourcesBuilder builder;
        builder.gazetteer_text(names, "names in the program");
        if (argc > 1) builder.gazetteer(argv[1]); // a later row wins over an earlier one
        const stoltenberg::Analyzer analyzer(builder.build());

        stoltenberg::Article article;
        article.plain = true;
        article.text = "Maëlle Kerbrat dirige le Port de Kerlouan. Le PAK a rouvert mardi, a dit Mme Kerbrat.";
        const stoltenberg::Document document = analyzer.analyze(std::move(article));
        for (const stoltenberg::Mention& mention : document.mentions) {
            std::cout << document.text(mention.span) << '\t' << mention.ids[0] << '\t' << mention.why << '\n';
        }
    } catch (const stoltenberg::ResourceError& error) {
        std::cerr << error.file() << ':' << error.line() << ": " << error.why() << '\n';
        return 1;
    }
}
