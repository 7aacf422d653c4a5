"""Conan 2 recipe: `conan create .`; names the dependencies, builds with the project's own CMake."""
import pathlib
import re

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout


class Stoltenberg(ConanFile):
    name = "stoltenberg"
    description = "Who, when and what happened in French news articles"
    license = "MIT"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False], "tool": [True, False]}
    default_options = {"shared": False, "tool": True}
    exports_sources = "CMakeLists.txt", "cmake/*", "include/*", "lib/*", "data/*", "docs/schema/*", "tools/*", "LICENSE"

    def set_version(self):
        text = pathlib.Path(self.recipe_folder, "CMakeLists.txt").read_text(encoding="utf-8")
        self.version = re.search(r"project\(stoltenberg VERSION ([0-9.]+)", text)[1]

    def requirements(self):
        self.requires("icu/[>=67]")
        self.requires("re2/[>=20220601]")
        self.requires("date/[>=3.0.1 <4]", visible=False)
        self.requires("nlohmann_json/[>=3.9 <4]", visible=False)
        if self.options.tool:
            self.requires("cli11/[>=2.1 <3]", visible=False)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["STOLTENBERG_BUILD_TESTS"] = False
        toolchain.cache_variables["STOLTENBERG_BUILD_EXAMPLES"] = False
        toolchain.cache_variables["STOLTENBERG_BUILD_TOOLS"] = bool(self.options.tool)
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        self.cpp_info.libs = ["stoltenberg"]
        self.cpp_info.set_property("cmake_file_name", "stoltenberg")
        self.cpp_info.set_property("cmake_target_name", "stoltenberg::stoltenberg")
        if not self.options.shared:
            self.cpp_info.defines = ["STOLTENBERG_STATIC"]
            self.cpp_info.requires = ["icu::icu-i18n", "icu::icu-uc", "re2::re2"]
            if self.settings.os == "Linux":
                self.cpp_info.system_libs = ["pthread"]
