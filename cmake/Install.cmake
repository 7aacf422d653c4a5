# Three components: runtime (the shared library), development (all a program is built with), tool (the command line).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(STOLTENBERG_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/stoltenberg")
set(STOLTENBERG_DATA_DIR "${CMAKE_INSTALL_DATADIR}/stoltenberg/data")
set(STOLTENBERG_SCHEMA_DIR "${CMAKE_INSTALL_DATADIR}/stoltenberg/schema")
get_target_property(STOLTENBERG_TYPE stoltenberg TYPE)
if(STOLTENBERG_TYPE STREQUAL "SHARED_LIBRARY")
  set(STOLTENBERG_IS_SHARED TRUE)
else()
  set(STOLTENBERG_IS_SHARED FALSE)
endif()

install(TARGETS stoltenberg EXPORT stoltenbergTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/stoltenberg" DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT stoltenbergTargets NAMESPACE stoltenberg:: DESTINATION ${STOLTENBERG_CMAKE_DIR} COMPONENT development)

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/stoltenbergConfig.cmake.in" "${PROJECT_BINARY_DIR}/stoltenbergConfig.cmake"
  INSTALL_DESTINATION ${STOLTENBERG_CMAKE_DIR} PATH_VARS STOLTENBERG_DATA_DIR STOLTENBERG_SCHEMA_DIR)
# Before 1.0 a new minor version may break what was there.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/stoltenbergConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/stoltenbergConfig.cmake" "${PROJECT_BINARY_DIR}/stoltenbergConfigVersion.cmake"
  DESTINATION ${STOLTENBERG_CMAKE_DIR} COMPONENT development)
if(NOT STOLTENBERG_IS_SHARED)
  install(FILES "${PROJECT_SOURCE_DIR}/cmake/Findre2.cmake" DESTINATION ${STOLTENBERG_CMAKE_DIR} COMPONENT development)
endif()

# The .pc file finds its prefix from where it lies. A static library says what it needs in Requires, not Requires.private:
# there is no shared one beside it, so that `pkg-config --libs` without --static has to link as well.
file(RELATIVE_PATH STOLTENBERG_PC_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" STOLTENBERG_PC_PREFIX "${STOLTENBERG_PC_PREFIX}")
set(STOLTENBERG_PC_REQUIRES "")
set(STOLTENBERG_PC_LIBS "")
set(STOLTENBERG_PC_CFLAGS "")
if(NOT STOLTENBERG_IS_SHARED)
  set(STOLTENBERG_PC_REQUIRES "icu-i18n icu-uc re2")
  set(STOLTENBERG_PC_LIBS " -pthread")
  set(STOLTENBERG_PC_CFLAGS " -DSTOLTENBERG_STATIC")
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/stoltenberg.pc.in" "${PROJECT_BINARY_DIR}/stoltenberg.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/stoltenberg.pc" DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

install(DIRECTORY "${PROJECT_SOURCE_DIR}/data/" DESTINATION ${STOLTENBERG_DATA_DIR} COMPONENT development)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/schema/" DESTINATION ${STOLTENBERG_SCHEMA_DIR} COMPONENT development
  FILES_MATCHING PATTERN "*.json")
if(TARGET stoltenberg_tool)
  if(STOLTENBERG_IS_SHARED)
    # The installed tool finds the library beside it wherever the prefix lies; a system directory needs no such path.
    file(RELATIVE_PATH STOLTENBERG_RPATH "/prefix/${CMAKE_INSTALL_BINDIR}" "/prefix/${CMAKE_INSTALL_LIBDIR}")
    if(NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND NOT APPLE)
      set_target_properties(stoltenberg_tool PROPERTIES INSTALL_RPATH "$ORIGIN/${STOLTENBERG_RPATH}")
    endif()
  endif()
  install(TARGETS stoltenberg_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tool)
endif()
