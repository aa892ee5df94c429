# relion_halves: writes the phantom of tests/golden/relion_fsc.csv as files for relion_postprocess.
add_executable(relion_halves ${CMAKE_CURRENT_LIST_DIR}/relion_halves.cpp)
target_link_libraries(relion_halves PRIVATE test_support)
