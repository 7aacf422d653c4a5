// stoltenberg: the command line.
#include <iostream>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "common.hpp"
#include "output.hpp"

namespace {

void add_common(CLI::App& app, tool::CommonOptions& o) {
    app.add_option("--offsets", o.offsets, "Unit of every offset: utf8 bytes, utf16 units or code points")
        ->check(CLI::IsMember({"utf8", "utf16", "code-point"}))
        ->capture_default_str();
    app.add_flag("--plain", o.plain, "The text is clean: look for no furniture and no date of publication in it");
    app.add_option("--prefer", o.prefer, "Direction of a bare weekday or month: by the tense of its clause, or always one way")
        ->check(CLI::IsMember({"tense", "past", "future"}))
        ->capture_default_str();
    app.add_option("--language", o.language, "Language of the texts (a folder of data/lang)")->capture_default_str();
    app.add_option("--gazetteer", o.gazetteers,
                   "Adds the names of a TSV file (docs/data-format.md); repeatable. Or the one file that `gazetteer compile` wrote")
        ->type_name("FILE");
    app.add_option("--data", o.data, "Replaces the built-in data by a directory")->type_name("DIR");
    app.add_option("--threads", o.threads, "Worker threads, 0 for one a core; the output is the same")
        ->check(CLI::Range(0U, 1024U))
        ->capture_default_str();
    app.add_option("--lang", o.labels, "Language of the labels of every format but json (the texts stay as they are)")
        ->check(CLI::IsMember({"fr", "en"}))
        ->capture_default_str();
    app.add_option("--title", o.title, "Heading of a page or calendar")->type_name("TEXT");
    app.add_flag("--quiet,-q", o.quiet, "No progress on the terminal");
}

} // namespace

int main(int argc, char** argv) { // NOLINT(bugprone-exception-escape): the set-up of the options throws nothing but bad_alloc
    CLI::App app{"Who, when and what happened in French news articles."};
    app.name("stoltenberg");
    app.set_version_flag("--version", "stoltenberg " + std::string(stoltenberg::version()));
    app.require_subcommand(1);
    app.footer("Results go to standard output, messages to standard error.\n"
               "Exit status: 0 all well, 1 some input was bad and reported, 2 usage.");

    tool::CommonOptions common;
    CLI::App* annotate = app.add_subcommand("annotate", "JSON lines in, annotated JSON lines (or pages) out");
    annotate->footer("Reads one object a line from standard input: {\"id\", \"text\", \"title\"?, \"published\"?, \"language\"?}.\n"
                     "Writes one object a line, in the same order; a bad line gives {\"id\", \"line\", \"error\"} in its place.\n\n"
                     "Example: stoltenberg annotate < articles.jsonl > annotations.jsonl");
    add_common(*annotate, common);
    tool::AnnotateCommand annotating;
    annotate->add_option("--format", common.format, "Form of the output (docs/faces.md)")
        ->check(CLI::IsMember({"json", "html", "timeml", "webannotation"}))
        ->capture_default_str();
    annotate->add_option("--split", annotating.split, "One numbered file an article in this directory, instead of standard output")->type_name("DIR");

    tool::TimelineCommand command;
    CLI::App* timeline = app.add_subcommand("timeline", "Articles in, one ordered timeline out");
    timeline->footer("FILE is a text file (one article; a form feed starts another), a .jsonl of articles, a timeline written\n"
                     "earlier (shards merge), or - for standard input.\n\n"
                     "Example: stoltenberg timeline examples/articles/*.txt > timeline.json");
    add_common(*timeline, common);
    timeline->add_option("files", command.files, "Articles and timelines")->required()->type_name("FILE");
    timeline->add_option("--from", command.from, "First day that counts")->type_name("YYYY-MM-DD");
    timeline->add_option("--to", command.to, "Last day that counts")->type_name("YYYY-MM-DD");
    timeline->add_option("--about", command.about, "Only events with this participant or place; repeatable")->type_name("ID");
    timeline->add_option("--top", command.top, "Only the N most important events")->type_name("N");
    timeline->add_flag("--all", command.all, "Also what is denied, only supposed, or only said");
    timeline->add_option("--encoding", common.encoding, "Encoding of text files (default: found out)")->type_name("NAME");
    timeline->add_option("--format", common.format, "Form of the output (docs/faces.md)")
        ->check(CLI::IsMember({"json", "text", "html", "timelinejs", "ical", "csv"}))
        ->capture_default_str();
    timeline->add_flag("--bom", common.bom, "csv: a byte order mark first, for spreadsheets that guess the encoding");

    tool::GazetteerCommand names;
    CLI::App* gazetteer = app.add_subcommand("gazetteer", "Large gazetteers of your own: compile tables once, check files");
    gazetteer->require_subcommand(1);
    CLI::App* compile = gazetteer->add_subcommand("compile", "Tables of names in, one file out that opens at once and that processes share");
    compile->footer("The file holds the names of the data too. It is good for this version of the program; another refuses it and says so.\n\n"
                    "Example: stoltenberg gazetteer compile companies.tsv people.tsv -o names.stg\n"
                    "         stoltenberg annotate --gazetteer names.stg < articles.jsonl");
    compile->add_option("files", names.files, "Tables (docs/data-format.md); rows of a later one win")->required()->type_name("FILE");
    compile->add_option("--output,-o", names.output, "The compiled file; replaced in one step if it is there")->required()->type_name("FILE");
    CLI::App* check = gazetteer->add_subcommand("check", "Every row of a table, every byte of a compiled file");
    check->footer("Says the first fault of each file as FILE:LINE: WHY. Exit status 2 if there is one.\n\n"
                  "Example: stoltenberg gazetteer check companies.tsv names.stg");
    check->add_option("files", names.files, "Tables and compiled files")->required()->type_name("FILE");
    for (CLI::App* sub : {compile, check}) {
        sub->add_option("--language", names.language, "Language of the texts (a folder of data/lang)")->capture_default_str();
        sub->add_option("--data", names.data, "Replaces the built-in data by a directory")->type_name("DIR");
    }

    for (CLI::App* sub : {annotate, timeline, gazetteer, compile, check})
        sub->set_version_flag("--version", "stoltenberg " + std::string(stoltenberg::version()));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? tool::ok : tool::usage;
    }
    tool::finish_lines_on_signals();
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    tool::DescriptorBuffer input(STDIN_FILENO);
    std::cin.rdbuf(&input);
    try {
        if (*compile) return tool::compile_gazetteer(names);
        if (*check) return tool::check_gazetteers(names);
        return *annotate ? tool::annotate(common, annotating) : tool::timeline(common, command);
    } catch (const stoltenberg::ResourceError& e) {
        tool::complain(e.what());
        return tool::usage;
    } catch (const std::exception& e) {
        tool::complain(e.what());
        return tool::bad_input;
    }
}
