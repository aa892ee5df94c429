# masks_bench: checks 0.a, 0.b and 0.c together on a synthetic map of a given edge.
add_executable(masks_bench ${CMAKE_CURRENT_LIST_DIR}/masks.cpp)
target_link_libraries(masks_bench PRIVATE test_support)
