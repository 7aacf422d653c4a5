# .deb packages, one a component: libstoltenberg0.1 (the shared library; the number is its SOVERSION), libstoltenberg-dev, stoltenberg (the tool).
#   cmake --workflow --preset package     leaves them in build/package
if(NOT STOLTENBERG_IS_SHARED)
  return() # packages are made of the shared library
endif()
set(soversion ${STOLTENBERG_ABI})
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The stoltenberg authors")
set(CPACK_PACKAGE_CONTACT "stoltenberg maintainers <stoltenberg@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX "${CMAKE_INSTALL_PREFIX}")
set(CPACK_COMPONENTS_ALL runtime development tool)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${PROJECT_BINARY_DIR}/lib")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME "libstoltenberg${soversion}")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "${PROJECT_DESCRIPTION}: the shared library, with its data inside")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libstoltenberg-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_COMPONENT_DEVELOPMENT_DEPENDS runtime)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "${PROJECT_DESCRIPTION}: headers, CMake and pkg-config files, data and schemas")
set(CPACK_DEBIAN_TOOL_PACKAGE_NAME stoltenberg)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION text)
set(CPACK_COMPONENT_TOOL_DEPENDS runtime)
set(CPACK_COMPONENT_TOOL_DESCRIPTION "${PROJECT_DESCRIPTION}: the command line")

# What Debian wants to find beside a package.
foreach(pair IN ITEMS "runtime:libstoltenberg${soversion}" "development:libstoltenberg-dev" "tool:stoltenberg")
  string(REPLACE ":" ";" pair "${pair}")
  list(GET pair 0 component)
  list(GET pair 1 package)
  install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${package}" COMPONENT ${component} RENAME copyright)
  # The library carries the data: sources and licences go with each package.
  install(FILES "${PROJECT_SOURCE_DIR}/data/gazetteers/README.md" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${package}" COMPONENT ${component}
    RENAME data-sources.md)
endforeach()
include(CPack)
