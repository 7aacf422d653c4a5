#include "common.hpp"

namespace tool {

using namespace stoltenberg;

int compile_gazetteer(const GazetteerCommand& command) {
    ResourcesBuilder builder;
    builder.language(command.language);
    if (!command.data.empty()) builder.data_directory(command.data);
    for (const std::string& file : command.files) builder.gazetteer(file);
    builder.compile_gazetteer(command.output);
    return ok;
}

int check_gazetteers(const GazetteerCommand& command) {
    bool clean = true;
    for (const std::string& file : command.files) {
        try {
            ResourcesBuilder builder;
            builder.language(command.language);
            if (!command.data.empty()) builder.data_directory(command.data);
            builder.gazetteer(file).check();
        } catch (const ResourceError& e) {
            complain(e.what());
            clean = false;
        }
    }
    return clean ? ok : usage;
}

} // namespace tool
