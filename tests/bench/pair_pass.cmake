# pair_pass_bench: the pass over two spectra against the transforms that make them.
add_executable(pair_pass_bench ${CMAKE_CURRENT_LIST_DIR}/pair_pass.cpp)
target_link_libraries(pair_pass_bench PRIVATE test_support)
